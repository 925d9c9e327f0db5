#!/usr/bin/env bats
# What people meet with scripts/quickstart: an ordinary user with Docker, at home in a folder with a blank in its name, and one without.
load host.bash

setup_file() {
  export HOST="hokku-test-quickstart-$$"
  machine start_desk "$HOST"
  on "$HOST" 'useradd --create-home bob && cp -r "/home/ada lovelace/hokku" /srv/hokku && chown -R bob /srv/hokku'
}

teardown_file() { remove_host "$HOST"; }

machine() { "$ROOT/test/walks/machines.bash" "$@"; }

# as USER LINES: in a terminal of that user's, newly opened.
as() { docker exec --interactive "$HOST" su --login "$1" -c "set -e; $2" 2>&1; }

@test "case 21: without Docker rights the hint names the user" {
  run as bob 'cd /srv/hokku && scripts/quickstart'
  echo "$output"
  [[ "$status" -eq 1 && "$output" == *"sudo usermod -aG docker bob" ]]
}

@test "a folder that cannot be written to, and no network: a sentence that says what to do" {
  run as ada 'HOKKU_HOME=/proc/1/hokku hokku/scripts/quickstart'
  echo "$output"
  [[ "$status" -eq 1 && "$output" == *"/proc/1/hokku cannot be made or written to; choose another folder: HOKKU_HOME=/path scripts/quickstart" ]]
  docker network disconnect bridge "$HOST"
  run as ada 'hokku/scripts/quickstart'
  docker network connect bridge "$HOST"
  echo "$output"
  [[ "$status" -eq 1 && "$output" == *"could be fetched from "*"is the network up? Run this again"* ]]
}

@test "case 20: ssh and git as README shows them, and dokku, from any terminal" {
  as ada 'hokku/scripts/quickstart'
  [[ "$(as ada 'ssh -p 2222 dokku@127.0.0.1 -- --quiet apps:list')" == hello ]]
  [[ "$(as ada 'ssh -p 2222 dokku@localhost -- --quiet apps:list')" == hello ]]
  [[ "$(as ada 'dokku --quiet apps:list')" == hello ]]
  as ada 'git config --global user.name Ada && git config --global user.email ada@example.com && cp -r .hokku/sample-app web && cd web &&
    rm -rf .git && git init -q -b main && git add . && git commit -qm first && git remote add dokku ssh://dokku@127.0.0.1:2222/web && git push -q dokku main'
  [[ "$(as ada 'dokku url web | xargs curl -s')" == *"Hello from Hokku"* ]]
}

@test "again, with a key of one's own, without HOME, and with an odd TMPDIR" {
  as ada 'ssh-keygen -q -t ed25519 -N "" -f ~/.ssh/id_ed25519'
  run as ada 'env --unset HOME TMPDIR=/nonexistent hokku/scripts/quickstart'
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"hello runs at http://127.0.0.1:"* ]]
  run as ada 'ssh -F none -i ~/.ssh/id_ed25519 -o StrictHostKeyChecking=no -p 2222 dokku@127.0.0.1 -- --quiet apps:list'
  [[ "$output" == *hello* ]]
  [[ "$(as ada 'ls -d /.hokku 2>/dev/null || echo none')" == none ]]
}

@test "every hint can be pasted" {
  run as ada 'hokku/scripts/quickstart'
  local hints
  hints="$(sed -n '/^Try next/,$p' <<<"$output" | grep '^  ' | grep -v ' -t ' | sed 's/     .*//')"
  echo "$hints"
  [[ "$(wc -l <<<"$hints")" -ge 8 ]]
  run as ada "$hints"
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"Stopping the app hello"* ]]
}

@test "a home without rights, an .ssh that cannot be written to, a HOME that is elsewhere, a folder that is gone" {
  on "$HOST" 'useradd --create-home --groups docker eve && chmod 000 /home/eve && cp -r /srv/hokku /srv/eve && chown -R eve /srv/eve'
  run as eve '/srv/eve/scripts/quickstart --port 2300'
  [[ "$status" -eq 1 && "$output" == *"/home/eve/.hokku cannot be made or written to; choose another folder: HOKKU_HOME=/path scripts/quickstart" ]]
  run as eve 'HOKKU_HOME=/tmp/eve /srv/eve/scripts/quickstart --port 2300'
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"/home/eve/.ssh/config cannot be changed, so ssh needs: -F '/tmp/eve/ssh_config'"* ]]
  run as eve "$(grep '^  ssh .* apps:list' <<<"$output")"
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *hello* ]]
  as eve 'HOKKU_HOME=/tmp/eve /srv/eve/scripts/quickstart --stop --purge'
  on "$HOST" 'chmod 755 /home/eve'
  run as eve 'mkdir /tmp/elsewhere /tmp/gone && cd /tmp/gone && rmdir /tmp/gone && HOME=/tmp/elsewhere /srv/eve/scripts/quickstart --port 2300'
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"Put one line into /home/eve/.ssh/config"* ]]
  [[ "$(as eve 'ssh -o BatchMode=yes -p 2300 dokku@127.0.0.1 -- --quiet apps:list')" == hello* ]]
  as eve 'HOME=/tmp/elsewhere /srv/eve/scripts/quickstart --stop --purge'
}

@test "a port that is taken, and the line that stops another folder's" {
  as ada 'hokku/scripts/quickstart'
  run as ada 'HOKKU_HOME=/tmp/second hokku/scripts/quickstart'
  echo "$output"
  [[ "$status" -eq 1 && "$output" == *"port 2222 is taken by another program; choose another: scripts/quickstart --port 2223" ]]
  run as ada 'HOKKU_HOME=/tmp/second hokku/scripts/quickstart --port 2223'
  [[ "$output" == *"HOKKU_HOME=/tmp/second '/home/ada lovelace/hokku/scripts/quickstart' --stop"* ]]
  as ada 'HOKKU_HOME=/tmp/second hokku/scripts/quickstart --stop --purge'
}

@test "a plugin of old gives its files to the user dokku, who is not there" {
  as ada 'mkdir -p ~/.hokku/lib/plugins/enabled/old && cat >~/.hokku/lib/plugins/enabled/old/commands && chmod +x ~/.hokku/lib/plugins/enabled/old/commands' <<'PLUGIN'
#!/usr/bin/env bash
set -eo pipefail
if [[ $1 != old:own ]]; then exit "${DOKKU_NOT_IMPLEMENTED_EXIT:-10}"; fi
touch "$DOKKU_ROOT/file"
chown -R dokku: "$DOKKU_ROOT/file"
chown dokku:dokku "$DOKKU_ROOT/file"
chgrp dokku "$DOKKU_ROOT/file"
echo owned
PLUGIN
  [[ "$(as ada 'dokku old:own')" == owned ]]
}

@test "case 22: the stack image is made for the first buildpack app, or it says what to do" {
  docker network disconnect bridge "$HOST"
  run as ada 'mkdir site && cd site && git init -q -b main && echo hello >index.html && git add . && git commit -qm first &&
    git remote add dokku ssh://dokku@127.0.0.1:2222/site && git push dokku main'
  docker network connect bridge "$HOST"
  echo "$output"
  [[ "$status" -eq 1 && "$output" == *"Making the stack image hokku/stack:bookworm, once for all apps"*"could not be made; see above"* ]]
}

@test "--stop --purge takes back the folder, the line in ~/.ssh/config, and the link" {
  as ada 'hokku/scripts/quickstart --stop --purge'
  run as ada 'cat ~/.ssh/config; ls -d ~/.hokku ~/.local/bin/dokku; docker ps --all --quiet'
  echo "$output"
  [[ "$output" != *Include* && "$(grep -c 'No such file' <<<"$output")" -ge 2 ]]
}
