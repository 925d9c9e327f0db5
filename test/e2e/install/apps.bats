#!/usr/bin/env bats
# An installed host in use: the real ssh and git through the real sshd, nginx in front, reboots of its engine.
load host.bash

setup_file() {
  export HOST="hokku-test-apps-$$"
  make_image
  start_host "$HOST"
  on "$HOST" "$INSTALL --domain apps.test"
  make_busybox "$HOST"
  let_in "$HOST"
}

teardown_file() { remove_host "$HOST"; }

# Asks all 20 names at once, again and again, until each has answered with its own text; another's text is a failure at once.
everyone_answers() {
  on "$HOST" <<SH
$(declare -f wait_until)
answers() { curl -s --max-time 10 --resolve "app\$1.apps.test:80:127.0.0.1" "http://app\$1.apps.test/" | grep '^i am '; }
ask() {
  text="\$(wait_until answers "\$1")"
  if [[ "\$text" != "i am app\$1" ]]; then echo "app\$1 answered: \$text"; exit 1; fi
}
failed=0
for n in {1..20}; do ask "\$n" & pids+=" \$!"; done
for pid in \$pids; do wait "\$pid" || failed=1; done
exit "\$failed"
SH
}

@test "ssh: commands, exit codes, words with spaces" {
  by_ssh apps:create web
  [[ "$(by_ssh apps:list)" == *web* ]]
  run by_ssh "apps:exists nobody"
  [[ "$status" -eq 20 ]]
  run by_ssh nonsense
  [[ "$status" -eq 1 && "$output" == *"nonsense is not a dokku command"* ]]
  run by_ssh "config:set"
  [[ "$status" -eq 2 || "$status" -eq 1 ]]
  by_ssh "config:set --no-restart web 'GREETING=\"two  words\"'"
  [[ "$(by_ssh "config:get web GREETING")" == "two  words" ]]
}

@test "git push, and a second app named by its full domain; each is served under its name" {
  write_app "$HOST" /tmp/web "i am web"
  on "$HOST" 'cd /tmp/web && git push -q dokku@127.0.0.1:web main'
  write_app "$HOST" /tmp/blog "i am blog"
  on "$HOST" 'cd /tmp/blog && git push -q dokku@127.0.0.1:blog.example.com main'
  [[ "$(page web.apps.test)" == "i am web" ]]
  [[ "$(page blog.example.com)" == "i am blog" ]]
  by_ssh "domains:add web www.example.com"
  [[ "$(page www.example.com)" == "i am web" ]]
}

@test "a name that no app owns gets no page" {
  run fetch_page "$HOST" nobody.example.com
  [[ "$status" -ne 0 && "$output" == "" ]]
  run fetch_page "$HOST" nobody.example.com https
  [[ "$status" -ne 0 && "$output" == "" ]]
}

@test "certs:generate: the app over https, and only it" {
  by_ssh "certs:generate web www.example.com"
  [[ "$(page www.example.com https)" == "i am web" ]]
  run on "$HOST" "curl -s -o /dev/null -w '%{http_code} %{redirect_url}' --resolve www.example.com:80:127.0.0.1 http://www.example.com/"
  [[ "$output" == "301 https://www.example.com"* ]]
  run fetch_page "$HOST" blog.example.com https
  [[ "$output" != "i am web" ]]
  [[ "$(page blog.example.com)" == "i am blog" ]]
}

@test "run and enter: stdin and stdout byte for byte, exit codes, a terminal" {
  on "$HOST" 'head -c 3000000 /dev/urandom >/tmp/in && ssh dokku@127.0.0.1 run web cat </tmp/in >/tmp/out && cmp /tmp/in /tmp/out'
  run by_ssh "run web sh -c \"'exit 7'\""
  [[ "$status" -eq 7 ]]
  run on "$HOST" "ssh -tt dokku@127.0.0.1 enter web web tty </dev/null"
  [[ "$output" == /dev/pts/* || "$output" == /dev/console* ]]
  run on "$HOST" "ssh -tt dokku@127.0.0.1 run web tty </dev/null"
  [[ "$output" == *"/dev/pts/"* || "$output" == *"/dev/console"* ]]
}

@test "a key held to one app, and to reading, by the real ssh and git" {
  on "$HOST" 'dokku user-auth:set laptop apps web'
  [[ "$(by_ssh --quiet apps:list)" == web ]]
  run by_ssh config:show blog.example.com
  [[ "$status" -eq 1 && "$output" == *"limited to the apps web"* ]]
  run on "$HOST" 'cd /tmp/blog && git commit -q --allow-empty -m more && git push dokku@127.0.0.1:blog.example.com main'
  [[ "$status" -ne 0 && "$output" == *"limited to the apps web"* ]]
  on "$HOST" 'cd /tmp/web && git commit -q --allow-empty -m more && git push -q dokku@127.0.0.1:web main'
  on "$HOST" 'dokku user-auth:set laptop access read && rm -rf /tmp/clone && git clone -q dokku@127.0.0.1:web /tmp/clone && test -e /tmp/clone/Dockerfile'
  run on "$HOST" 'cd /tmp/web && git commit -q --allow-empty -m more && git push dokku@127.0.0.1:web main'
  [[ "$status" -ne 0 && "$output" == *"it is for reading only"* ]]
  run by_ssh user-auth:set laptop access write
  [[ "$status" -eq 1 ]]
  on "$HOST" 'dokku user-auth:set laptop access && dokku user-auth:set laptop apps && grep -c "REFUSED: user-auth( .* NAME=laptop FINGERPRINT=SHA256:" /var/log/dokku/events.log'
  [[ "$(by_ssh --quiet apps:list)" == $'blog.example.com\nweb' ]]
}

@test "50 sessions at once" {
  on "$HOST" 'sed -i "/MaxStartups/d" /etc/ssh/sshd_config && echo "MaxStartups 100" >>/etc/ssh/sshd_config && pkill -HUP -P 1 -x sshd'
  wait_until by_ssh version
  run on "$HOST" 'for n in {1..50}; do (ssh dokku@127.0.0.1 apps:exists web >/dev/null && echo fine) & done; wait'
  [[ "$(grep -c fine <<<"$output")" -eq 50 ]]
}

@test "20 apps of two processes each" {
  run on "$HOST" <<'SH'
for n in $(seq 20); do
  printf 'FROM busybox\nRUN echo "i am app%s" >/www/index.html\nCMD ["httpd", "-f", "-p", "5000", "-h", "/www"]\n' "$n" | docker build -q -t "img$n" - >/dev/null
  { dokku apps:create "app$n" && dokku ps:scale "app$n" web=2 && dokku git:from-image "app$n" "img$n"; } >/tmp/log 2>&1 || { echo "app$n"; tail -20 /tmp/log; exit 1; }
done
SH
  echo "$output"
  [[ "$status" -eq 0 ]]
  everyone_answers
}

@test "docker restart of containers: every name goes on with its own app" {
  on "$HOST" 'docker restart --time 1 app3.web.1 app7.web.2 app9.web.1 app11.web.2 app11.web.1 >/dev/null'
  everyone_answers
}

@test "a restart of the engine, by its leave and by kill -9, then ps:restore: every name with its own app" {
  local signal
  for signal in TERM KILL; do
    stop_engine "$HOST" "$signal"
    start_engine "$HOST"
    run on "$HOST" 'dokku ps:restore'
    echo "$output"
    [[ "$status" -eq 0 ]]
    everyone_answers
  done
}

@test "everything stopped, as after a power cut, then what runs at boot: the unit's command, or cron's" {
  local unit cron line
  unit="$(on "$HOST" "sed -n 's/^ExecStart=//p' /etc/systemd/system/hokku-restore.service")"
  cron="$(on "$HOST" "sed -n 's/^@reboot dokku //p' /etc/cron.d/hokku")"
  [[ -n "$unit" && "$cron" == *"dokku ps:restore"* ]]
  for line in "$unit" "$cron"; do
    on "$HOST" 'docker ps -q | xargs docker kill >/dev/null; nginx -s stop'
    wait_until on "$HOST" '! pgrep -x nginx >/dev/null'
    run docker exec --user dokku "$HOST" sh -c "$line"
    echo "$output"
    [[ "$status" -eq 0 ]]
    on "$HOST" 'pgrep -x nginx >/dev/null || nginx'
    everyone_answers
    [[ "$(fetch_page "$HOST" blog.example.com)" == "i am blog" ]]
  done
  [[ "$(on "$HOST" 'cat /var/log/dokku/restore.log')" == *app20* ]]
}
