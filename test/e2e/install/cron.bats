#!/usr/bin/env bats
# slow: waits for full minutes, twice, on a host with systemd and Docker inside
# Jobs of apps on an installed host: by the real cron, then without it by our own unit, then none.
load host.bash
load booted.bash

setup_file() {
  export HOST="hokku-test-cron-$$"
  make_image
  boot_host "$HOST"
  on "$HOST" "$INSTALL --domain apps.test"
  make_busybox "$HOST"
  let_in "$HOST"
}

teardown_file() { remove_host "$HOST"; }

# push_jobs JSON: pushes the app web with these jobs; what git says is shown.
push_jobs() {
  if ! on "$HOST" 'test -e /root/web/.git'; then write_app "$HOST" /root/web "i am web"; fi
  on "$HOST" "cd /root/web && cat >app.json <<'JSON' && git add . && git commit -qm jobs && git push dokku@127.0.0.1:web main 2>&1
$1
JSON"
}

crontab_of_dokku() { on "$HOST" 'crontab -u dokku -l'; }

# id_of NUMBER: of the app's jobs, from 0.
id_of() { by_ssh cron:list web --format json | jq -r ".[$1].id"; }

# ran_since TIME: a job by its schedule that began then or later and has ended.
ran_since() { by_ssh cron:runs web --json | jq -e ".runs | any(.scheduled and .state == \"ended\" and .began >= \"$1\")" >/dev/null; }

readonly EACH_MINUTE='{"cron": [
  {"command": "sh -c '\''echo out; echo \"50 % err\" >&2; exit 3'\''", "schedule": "* * * * *"},
  {"command": "env", "schedule": "5 5 5 5 5", "concurrency_policy": "forbid"}]}'

@test "a push whose jobs could not run is refused before it is built, and the old release stays" {
  push_jobs '{"cron": [{"command": "true", "schedule": "@daily"}]}'
  before="$(crontab_of_dokku)"
  [[ "$before" == *"@daily dokku cron:run web $(id_of 0)"* ]]
  for wrong in '{"command": "true", "schedule": "@nonstandard"}' '{"command": "true", "schedule": "0 5 * * * *"}' \
    '{"command": "a && b", "schedule": "@daily"}' '{"command": "a\nb", "schedule": "@daily"}' '{"key": "value"}'; do
    run push_jobs "{\"cron\": [$wrong]}"
    echo "$output"
    [[ "$status" -ne 0 && "$output" == *"app.json: cron[0]: "* ]]
  done
  run push_jobs '{"cron": ['
  [[ "$status" -ne 0 && "$output" == *"app.json cannot be read"* ]]
  [[ "$(crontab_of_dokku)" == "$before" && "$(page web.apps.test)" == "i am web" ]]
}

@test "cron takes what is written, runs it each minute, and its end and both its streams are kept" {
  on "$HOST" 'printf "# mine\n0 0 1 1 * true\n" | crontab -u dokku -'
  push_jobs "$EACH_MINUTE"
  run crontab_of_dokku
  echo "$output"
  [[ "$output" == *"0 0 1 1 * true"*"* * * * * dokku cron:run web $(id_of 0)"* && "$output" != *"echo"* ]]
  [[ "$(by_ssh cron:report web --cron-scheduled-by)" == "cron, by the crontab of dokku" ]]
  wait_until ran_since "$(date --utc +%FT%T)"
  run by_ssh cron:runs web --json
  echo "$output"
  # Two streams arrive in either order.
  [[ "$(jq -c '.runs[0] | [.code, (.output | split("\n") | sort)]' <<<"$output")" == '[3,["","50 % err","out"]]' ]]
  run by_ssh cron:report web --cron-trouble
  echo "$output"
  [[ "$output" == *"failed at "*" with exit code 3"* ]]
}

@test "by hand, of an app that is stopped too: output and exit code of the job, Dokku's labels, and one that forbids a second" {
  by_ssh ps:stop web
  run by_ssh cron:run web "$(id_of 0)"
  [[ "$status" -eq 3 && "$output" == *"50 % err"* ]]
  [[ "$(crontab_of_dokku)" == *"* * * * * dokku cron:run web"* ]]
  by_ssh ps:start web
  push_jobs '{"cron": [{"command": "sleep 300", "schedule": "5 5 5 5 5", "concurrency_policy": "forbid"}]}'
  name="$(by_ssh cron:run web "$(id_of 0)" --detach --ttl-seconds 200)"
  labels="$(on "$HOST" "docker inspect --format '{{json .Config.Labels}}' $name")"
  [[ "$(jq -r '[.["com.dokku.cron-id", "com.dokku.container-type", "com.dokku.concurrency-policy", "com.dokku.active-deadline-seconds"]] | join(" ")' <<<"$labels")" == "$(id_of 0) cron forbid 200" ]]
  run by_ssh cron:run web "$(id_of 0)"
  echo "$output"
  [[ "$status" -eq 1 && "$output" == *"currently has a cron lock in place for $(id_of 0)"* ]]
  on "$HOST" "docker rm -f $name"
}

@test "cron itself takes every form of schedule that a deploy takes" {
  push_jobs '{"cron": [{"command": "true", "schedule": "5/15 ? * jan-mar mon,WED"}, {"command": "true", "schedule": "*/7 0-5/2 1,15 FEB 7"},
    {"command": "true", "schedule": "@Yearly"}, {"command": "true", "schedule": "0 0 * * 1/2"}, {"command": "true", "schedule": "@midnight"}]}'
  run crontab_of_dokku
  echo "$output"
  [[ "$(grep -c "dokku cron:run web" <<<"$output")" -eq 5 ]]
}

@test "suspended, resumed; renamed, a suspended job stays so" {
  push_jobs '{"cron": [{"command": "true", "schedule": "@daily"}, {"command": "false", "schedule": "@hourly"}]}'
  by_ssh cron:suspend web "$(id_of 0)"
  [[ "$(crontab_of_dokku)" != *"@daily"* && "$(crontab_of_dokku)" == *"@hourly"* ]]
  [[ "$(by_ssh "cron:report web --cron-maintenance-$(id_of 0)")" == true ]]
  by_ssh apps:rename web shop
  [[ "$(crontab_of_dokku)" != *"@daily"* && "$(crontab_of_dokku)" == *"@hourly dokku cron:run shop "* ]]
  by_ssh apps:rename shop web
  by_ssh cron:resume web "$(id_of 0)"
  [[ "$(crontab_of_dokku)" == *"@daily dokku cron:run web "* ]]
}

@test "without cron our own unit runs the jobs, while there are any" {
  on "$HOST" 'systemctl disable --quiet --now cron 2>/dev/null; mv /usr/bin/crontab /usr/bin/crontab.away'
  push_jobs "$EACH_MINUTE"
  [[ "$(by_ssh cron:report web --cron-scheduled-by)" == @(hokku-cron.service|dokku cron:runner, process *) ]]
  wait_until ran_since "$(date --utc +%FT%T)"
  [[ "$(by_ssh cron:runs web --json | jq -r '.runs | last | .code')" -eq 3 ]]
  on "$HOST" 'systemctl disable --quiet --now hokku-cron.path; systemctl stop hokku-cron.service'
  run by_ssh cron:report web --cron-trouble
  echo "$output"
  [[ "$output" == *"Nothing runs jobs here: there is no cron"*"apt-get install cron"* ]]
  run push_jobs "$EACH_MINUTE "
  [[ "$status" -eq 0 && "$output" == *"Nothing runs jobs here"* ]]
  on "$HOST" 'mv /usr/bin/crontab.away /usr/bin/crontab && systemctl start cron && dokku plugin:trigger cron-write'
  [[ "$(crontab_of_dokku)" == *"* * * * * dokku cron:run web $(id_of 0)"* ]]
  run on "$HOST" 'ls /var/lib/dokku/data/cron/--global/crontab'
  [[ "$status" -ne 0 ]]
}

@test "the app's end is the end of its jobs, and what others wrote into the crontab stays" {
  by_ssh --force apps:destroy web
  [[ "$(crontab_of_dokku)" == $'# mine\n0 0 1 1 * true' ]]
  run on "$HOST" 'ls -d /var/lib/dokku/*/cron/web'
  [[ "$status" -ne 0 ]]
}

@test "uninstalled, nothing is left in the crontab that nobody would answer" {
  push_jobs "$EACH_MINUTE"
  [[ "$(crontab_of_dokku)" == *"dokku cron:run web"* ]]
  on "$HOST" '/opt/hokku/scripts/install --uninstall'
  [[ "$(crontab_of_dokku)" == $'# mine\n0 0 1 1 * true' ]]
  run on "$HOST" 'ls /etc/systemd/system/hokku-cron.path /etc/systemd/system/hokku-cron.service'
  [[ "$status" -ne 0 ]]
}
