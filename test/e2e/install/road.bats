#!/usr/bin/env bats
# What people meet in their first hour on a server, case by case: Debian 12 with its own Docker 20.10, root's login shell in /root, no
# domain, and a user whom ssh lets in.
load host.bash

setup_file() {
  export HOST="hokku-test-road-$$"
  make_image
  start_host "$HOST"
  on "$HOST" "$INSTALL"
  make_busybox "$HOST"
  let_in "$HOST"
}

teardown_file() { remove_host "$HOST"; }

# at_root LINES: in root's own shell, where root has logged in.
at_root() { docker exec --interactive "$HOST" su --login root -c "set -e; $1" 2>&1; }

# as_dokku LINES: as the user who owns the apps, in a folder that is nobody's.
as_dokku() { docker exec --interactive "$HOST" setpriv --reuid dokku --regid dokku --init-groups env HOME=/home/dokku USER=dokku bash -c "cd /; $1" 2>&1; }

url() { on "$HOST" "dokku url $1"; }

# answer APP: what it says at the address that a push prints.
answer() { on "$HOST" "curl --silent --max-time 10 --retry 5 --retry-connrefused '$(url "$1")'"; }

@test "case 1: from /root, which nobody else can enter, and from a folder that is gone" {
  [[ "$(on "$HOST" 'stat -c %a /root')" == 700 ]]
  run at_root 'pwd; dokku apps:create one; dokku domains:add one one.test; dokku apps:list'
  echo "$output"
  [[ "$status" -eq 0 && "${lines[0]}" == /root && "${lines[-1]}" == one ]]
  run at_root 'mkdir /tmp/gone && cd /tmp/gone && rmdir /tmp/gone && dokku --quiet apps:list'
  [[ "$status" -eq 0 && "${lines[-1]}" == one ]]
  at_root 'dokku apps:destroy --force one'
}

@test "case 2: no flag that the distribution's docker does not know" {
  run on "$HOST" 'docker --version'
  [[ "$output" == *" 20.10."* ]]
  run on "$HOST" 'docker cp -q x y:z'
  [[ "$output" == *"unknown shorthand flag"* ]]
}

@test "case 3: old names of commands that need root keep its rights, and say so to others" {
  for name in plugins-install plugins-update plugins-install-dependencies; do
    run at_root "dokku $name"
    echo "$name: $output"
    [[ "$status" -eq 0 ]]
    run as_dokku "dokku $name"
    [[ "$status" -eq 1 && "$output" == *"needs root; run: sudo dokku plugin:"* ]]
  done
}

@test "every historic name, as root and as dokku, on a real app" {
  write_app "$HOST" /root/old "i am old"
  at_root 'cd old && git push dokku@127.0.0.1:old main'
  local names=(apps deploy:all plugins nginx:build-config\ old ls domains\ old domains:setup\ old certs:info\ old checks\ old proxy\ old
    storage\ old ps\ old ps:rebuildall ps:restartall ps:stopall ps:startall "proxy:ports-add old http:8081:5000"
    proxy:ports\ old "proxy:ports-remove old http:8081:5000" "proxy:ports-set old http:8082:5000" proxy:ports-clear\ old docker-options\ old
    "docker-options old build" ps:restart-policy\ old "ps:set-restart-policy old always" tags\ old tags:create\ old\ v1
    tags:destroy\ old\ v1 nginx:disable\ old nginx:enable\ old "trace on" "trace off" release\ old deploy\ old
    "config:set-norestart old A=b" "config:unset-norestart old A" urls\ old url\ old cleanup)
  for who in at_root as_dokku; do
    for name in "${names[@]}"; do
      run "$who" "dokku $name"
      if [[ "$status" -ne 0 || "$output" == *"is not a dokku command"* || "$output" == *"    at "* ]]; then
        echo "$who: dokku $name: $status"
        echo "$output"
        return 1
      fi
    done
  done
  [[ "$(answer old)" == "i am old" ]]
  for who in at_root as_dokku; do
    run "$who" 'dokku tar:in nobody </dev/null'
    [[ "$status" -eq 20 && "$output" == *"App nobody does not exist"* ]]
    run "$who" 'dokku backup:export'
    [[ "$status" -eq 1 && "$output" == *"is no more"* ]]
  done
}

@test "case 19: what is advised can be done" {
  run at_root 'dokku plugin:install --core'
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"nginx serves apps"* ]]
  run on "$HOST" 'grep -rl "plugin:trigger install" /opt/hokku/plugins/*/*.ts /opt/hokku/plugins/*/lib'
  [[ "$output" == "" ]]
}

@test "case 5: a bare name is answered once" {
  run at_root 'dokku domains old; dokku docker-options old'
  echo "$output"
  [[ "$output" != *Usage* && "$(grep -c "old domains information" <<<"$output")" == 1 ]]
}

@test "case 7: build only builds, deploy goes on from there, receive makes the app" {
  write_app "$HOST" /root/steps "i am received"
  at_root 'cd steps && tar -c . | dokku receive steps'
  [[ "$(answer steps)" == "i am received" ]]
  run at_root "cd steps && sed -i 's/received/built/' Dockerfile && tar -c . | dokku build steps"
  [[ "$output" == *"go on with: dokku deploy steps"* && "$(answer steps)" == "i am received" ]]
  at_root 'dokku release steps && dokku deploy steps'
  [[ "$(answer steps)" == "i am built" ]]
}

@test "case 8 and 16: old plugins in plugins/ itself find what lies beside them; a broken one stops nobody" {
  on "$HOST" <<'SH'
cd /var/lib/dokku/plugins && mkdir 00-broken beside
printf '#!/usr/bin/env bash\nset -e\nsource "$(dirname "$0")/../nowhere/functions"\n' | tee 00-broken/commands >00-broken/install
printf '#!/usr/bin/env bash\nset -e\nsource "$(dirname "$0")/../common/functions"\ncase "$1" in\nbeside:say) dokku_log_info1 "beside"; touch /tmp/beside ;;\nhelp) cat && echo "    beside:say, Say" ;;\nesac\n' >beside/commands
printf '#!/usr/bin/env bash\ntouch /tmp/beside-installed\n' >beside/install
chmod +x */commands */install
SH
  run at_root 'dokku plugins-install'
  [[ "$status" -eq 1 && "$output" == *"install hook of 00-broken failed"* ]]
  on "$HOST" 'test -e /tmp/beside-installed'
  run at_root 'dokku beside:say'
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"-----> beside" ]]
  write_app "$HOST" /root/steps "i am pushed"
  at_root 'cd steps && git push -f dokku@127.0.0.1:steps main:master'
  at_root 'dokku plugin:list | grep beside && dokku plugin:uninstall 00-broken && dokku plugin:uninstall beside'
  run at_root 'dokku beside:say'
  [[ "$status" -eq 1 ]]
}

@test "case 9 and 17: IP and PORT are the container's own, also for nginx-pre-reload; old options and arguments are taken" {
  on "$HOST" 'mkdir /var/lib/dokku/plugins/seen && cd /var/lib/dokku/plugins/seen &&
    printf "#!/bin/bash\necho \"\$*\" >/tmp/seen\n" >nginx-pre-reload && chmod 755 nginx-pre-reload'
  at_root 'dokku nginx:build-config steps 5000 127.0.0.1'
  run on "$HOST" <<'SH'
ip="$(cat /home/dokku/steps/IP.web.1)"
test "$(cat /tmp/seen)" = "steps 5000 $ip" && curl -s "http://$ip:$(cat /home/dokku/steps/PORT.web.1)"
SH
  echo "$output"
  [[ "$output" == "i am pushed" ]]
  at_root "dokku docker-options:add steps deploy '-link old.web.1:old' && dokku ps:rebuild steps"
  [[ "$(on "$HOST" 'docker inspect -f "{{.HostConfig.Links}}" steps.web.1')" == *old.web.1* && "$(answer steps)" == "i am pushed" ]]
  on "$HOST" 'rm -r /var/lib/dokku/plugins/seen'
}

@test "case 10: what cannot be read is named, and the others go on" {
  on "$HOST" 'mkdir -p /var/lib/dokku/plugins/{0closed,0gone} && cd /var/lib/dokku/plugins && printf "#!/bin/bash\necho no\n" >0closed/commands &&
    chmod 711 0closed/commands && ln -s /nowhere 0gone/commands'
  run at_root 'dokku plugins; dokku nonsense'
  echo "$output"
  [[ "$output" == *"0closed/commands cannot be read (EACCES) and was passed over; run: chmod a+rx"* && "$output" == *"nonsense is not a dokku command"* ]]
  [[ "$output" != *"    at "* ]]
  on "$HOST" 'rm -r /var/lib/dokku/plugins/0closed /var/lib/dokku/plugins/0gone'
}

@test "case 11 and 12: a host without a domain serves each app at a port of its own, through every build" {
  run at_root 'cd old && git commit -q --allow-empty -m more && git push dokku@127.0.0.1:old main'
  echo "$output"
  [[ "$output" =~ Deployed\ v[0-9]+\ of\ old\ in\ [0-9.]+\ s:\ (http://[0-9.]+:[0-9]+) ]]
  [[ "$(on "$HOST" "curl -s ${BASH_REMATCH[1]}")" == "i am old" ]]
  at_root 'echo apps.test >/home/dokku/VHOST; dokku domains:enable old'
  [[ "$(url old)" == http://old.apps.test && "$(page old.apps.test)" == "i am old" ]]
  at_root 'rm /home/dokku/VHOST /home/dokku/old/VHOST; dokku ps:rebuild old'
  [[ "$(url old)" =~ ^http://[0-9.]+:[0-9]+$ && "$(answer old)" == "i am old" ]]
}

@test "case 13: NO_VHOST as a variable, with a template of the chapter's time" {
  at_root 'dokku domains:add old www.test.example'
  [[ "$(page www.test.example)" == "i am old" ]]
  at_root "cd old && printf 'server {\n  listen 80;\n  server_name \$NOSSL_SERVER_NAME;\n  location / { proxy_pass http://\$APP; add_header X-Mine yes; }\n}\n' >nginx.conf.template && git add . && git commit -qm template && git push dokku@127.0.0.1:old main"
  # nginx's old workers may answer for a moment after a reload.
  on "$HOST" 'for n in {1..50}; do if curl -sI --resolve www.test.example:80:127.0.0.1 http://www.test.example/ | grep -q "X-Mine: yes"; then exit; fi; sleep 0.1; done; exit 1'
  at_root 'dokku config:set old NO_VHOST=1'
  [[ "$(answer old)" == "i am old" && "$(url old)" == *:* ]]
  at_root 'cd old && git commit -q --allow-empty -m again && git push dokku@127.0.0.1:old main && dokku config:unset old NO_VHOST'
  [[ "$(url old)" == http://www.test.example && "$(page www.test.example)" == "i am old" ]]
}

@test "case 14: what a client does not quote is for the app's shell, by ssh as on the host" {
  on "$HOST" 'dokku config:set --no-restart old DB_HOST=here'
  [[ "$(on "$HOST" "ssh dokku@127.0.0.1 run old 'echo \$DB_HOST'")" == here ]]
  [[ "$(on "$HOST" "dokku run old 'echo \$DB_HOST'")" == here ]]
  [[ "$(on "$HOST" "ssh dokku@127.0.0.1 run old 'cd /www && pwd'")" == /www ]]
  [[ "$(on "$HOST" "ssh dokku@127.0.0.1 enter old web 'cd /www && pwd'")" == /www ]]
}

@test "case 15: what follows a deploy does not call it refused" {
  on "$HOST" <<'SH'
mkdir /var/lib/dokku/plugins/after && cd /var/lib/dokku/plugins/after && printf '#!/bin/bash\nexit 7\n' >post-deploy &&
  printf '#!/bin/bash\ncase $1 in domains) echo twice; exit 1 ;; *) exit 10 ;; esac\n' >commands && chmod 755 ./*
SH
  run at_root 'cd old && git commit -q --allow-empty -m after && git push dokku@127.0.0.1:old main'
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"The new release is live, but what follows a deploy failed"*"after/post-deploy ended with exit code 7"* ]]
  run at_root 'dokku domains old'
  [[ "$status" -eq 0 && "$output" != *twice* ]]
  on "$HOST" 'rm -r /var/lib/dokku/plugins/after'
}

@test "case 26: a build that is left alone is stopped by whoever has only ssh, with everything it started" {
  on "$HOST" 'mkdir /root/slow && cd /root/slow && git init -q && printf "FROM busybox\nRUN echo begun && sleep 600\n" >Dockerfile && git add . && git commit -qm slow'
  on "$HOST" <<'SH'
cd /root/slow && (git push dokku@127.0.0.1:slow main >/tmp/slow.log 2>&1; echo "ended $?" >>/tmp/slow.log) &
for try in $(seq 3000); do grep -q begun /tmp/slow.log && exit 0; sleep 0.1; done
exit 1
SH
  run on "$HOST" 'cd /root/slow && git push -o no-wait dokku@127.0.0.1:slow main'
  [[ "$status" -ne 0 && "$output" == *"is under way since"*"builds:cancel slow"* ]]
  run by_ssh git:status slow
  [[ "$output" == *"Under way: deploy of"* && "$output" != *Deployed:* ]]
  by_ssh builds:cancel slow
  run on "$HOST" <<'SH'
for try in $(seq 1000); do grep -q "^ended" /tmp/slow.log && break; sleep 0.1; done
cat /tmp/slow.log
# Docker ends the step once it sees that its client has gone.
for try in $(seq 300); do pgrep -f "[s]leep 600" >/dev/null || break; sleep 0.1; done
pgrep -f "[s]leep 600" || echo "nothing of it runs"
SH
  echo "$output"
  [[ "$output" == *"App build failed"*"ended 1"* && "${lines[-1]}" == "nothing of it runs" ]]
  run by_ssh builds:cancel slow
  [[ "$status" -eq 0 && "$output" == *"App not currently deploying"* ]]
  run by_ssh builds:list slow
  echo "$output"
  [[ "$output" == *" canceled "*" git-hook "* ]]
  run by_ssh builds:output slow "$(by_ssh builds:report slow --build-id)"
  [[ "$output" == *begun* ]]
}

@test "a locale that is not UTF-8, or is not on the host: words come back as they were given, or are refused" {
  for locale in C POSIX de_DE.ISO-8859-1; do
    run at_root "export LC_ALL=$locale LANG=$locale; dokku config:set --no-restart old 'NAME=Grüße $locale' && dokku config:get old NAME"
    echo "$output"
    [[ "$status" -eq 0 && "${lines[-1]}" == "Grüße $locale" ]]
    run at_root "export LC_ALL=$locale; ssh -o SendEnv=LC_ALL dokku@127.0.0.1 config:get old NAME"
    [[ "$status" -eq 0 && "${lines[-1]}" == "Grüße $locale" ]]
    run at_root "export LC_ALL=$locale; dokku config:set --no-restart old \$'NAME=Gr\\xfc\\xdfe' || dokku config:get old NAME"
    echo "$output"
    [[ "$output" == *"UTF-8"* && "${lines[-1]}" == "Grüße $locale" ]]
    run at_root "export LC_ALL=$locale; cd old && git commit -q --allow-empty -m 'für $locale' && git push dokku@127.0.0.1:old main"
    echo "$output"
    [[ "$status" -eq 0 ]]
  done
  [[ "$(page www.test.example)" == "i am old" ]]
}

@test "case 28: a push says what it does, and nothing else" {
  run at_root 'cd old && git commit -q --allow-empty -m said && git push dokku@127.0.0.1:old main'
  [[ "$output" != *"Step 1/"* && "$output" != *"remote: remote:"* && "$output" != *skipping* && "$output" == *"Built in "*"Started in "*"Deployed v"* ]]
  run at_root 'dokku --trace ps:rebuild old'
  [[ "$output" == *"Step 1/"* ]]
}
