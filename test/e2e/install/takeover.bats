#!/usr/bin/env bats
# A host of Dokku 0.3x, taken over as it is, and given back. Its tree is made by dokku-host.bash.
load host.bash

setup_file() {
  export HOST="hokku-test-takeover-$$"
  make_image
  start_host "$HOST"
  start_engine "$HOST"
  make_busybox "$HOST"
  on "$HOST" 'bash -s' <"$ROOT/test/e2e/install/dokku-host.bash"
  on "$HOST" 'docker ps --no-trunc -q | sort >/tmp/containers
    find /var/lib/dokku/plugins /var/lib/dokku/core-plugins -printf "%p %l %m %u\n" | sort >/tmp/plugins-before
    sha1sum /etc/nginx/conf.d/dokku.conf /etc/sudoers.d/dokku-nginx /usr/bin/dokku /usr/local/bin/plugn /home/dokku/.sshcommand >/tmp/files-before'
}

teardown_file() { remove_host "$HOST"; }

@test "Dokku's host answers before" {
  [[ "$(fetch_page "$HOST" first.old.test)" == "i am first" ]]
  [[ "$(by_ssh apps:list)" == "the original apps:list" ]]
}

@test "taken over: containers run on, and every name answers" {
  run on "$HOST" "$INSTALL"
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"Taking over a Dokku host"* ]]
  on "$HOST" 'docker ps --no-trunc -q | sort | diff /tmp/containers -'
  [[ "$(fetch_page "$HOST" first.old.test)" == "i am first" ]]
  [[ "$(fetch_page "$HOST" second.old.test https)" == "i am second" ]]
}

@test "the old key still logs in; apps, settings and plugins are what they were" {
  [[ "$(by_ssh --quiet apps:list)" == $'first\nsecond' ]]
  [[ "$(by_ssh config:get first GREETING)" == "two  words" ]]
  [[ "$(by_ssh config:get second TOKEN)" == "newer place" ]]
  [[ "$(by_ssh domains:report first --domains-app-vhosts)" == "first.old.test www.first.example.com" ]]
  [[ "$(by_ssh ports:report second --ports-map)" == "http:80:5000 https:443:5000" ]]
  [[ "$(by_ssh ps:report first --running)" == true ]]
  [[ "$(by_ssh ps:scale first)" =~ web:\ +1 ]]
  [[ "$(by_ssh certs:report second --ssl-enabled)" == true ]]
  [[ "$(by_ssh git:report first --git-deploy-branch)" == master ]]
  [[ "$(by_ssh greet:app first)" == "hello first" ]]
  [[ "$(on "$HOST" '/usr/bin/dokku --quiet apps:list')" == $'first\nsecond' ]]
}

@test "again: nothing is taken over twice" {
  run on "$HOST" "$INSTALL"
  [[ "$status" -eq 0 && "$output" != *"Taking over"* ]]
}

@test "the next push deploys, on the history that is there" {
  on "$HOST" 'cd /tmp/first && sed -i "s/i am first/i am newer/" Dockerfile && git commit -qam second && git push -q dokku@127.0.0.1:first master'
  [[ "$(fetch_page "$HOST" www.first.example.com)" == "i am newer" ]]
  [[ "$(on "$HOST" "docker exec first.web.1 env")" == *"GREETING=two  words"* ]]
  [[ "$(on "$HOST" 'git --git-dir=/home/dokku/first log --oneline master | wc -l')" == 2 ]]
}

@test "an app that is rebuilt keeps its certificate" {
  by_ssh proxy:build-config second
  run fetch_page "$HOST" second.old.test https
  [[ "$output" == "i am second" ]]
}

@test "given back: Dokku's plugins, links, programs and files are what they were, apps answer" {
  on "$HOST" "$INSTALL --give-back"
  on "$HOST" 'find /var/lib/dokku/plugins /var/lib/dokku/core-plugins -printf "%p %l %m %u\n" | sort | diff /tmp/plugins-before - && sha1sum --quiet -c /tmp/files-before'
  [[ "$(by_ssh apps:list)" == "the original apps:list" ]]
  [[ "$(fetch_page "$HOST" first.old.test)" == "i am newer" ]]
  run on "$HOST" "ls /opt/hokku* /etc/cron.d/hokku /usr/local/bin/dokku /home/dokku/.dokkurc/hokku-stack 2>/dev/null"
  [[ "$output" == "" ]]
}

@test "there is nothing to give back twice, and it can be taken over again" {
  run on "$HOST" "$INSTALL --give-back"
  [[ "$status" -eq 1 && "$output" == *"was not taken over from Dokku"* ]]
  on "$HOST" "$INSTALL"
  [[ "$(by_ssh --quiet apps:list)" == $'first\nsecond' ]]
}
