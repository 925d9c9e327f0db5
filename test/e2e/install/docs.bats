#!/usr/bin/env bats
# Every ```sh block of docs/install.md and docs/domains.md, run in order and as it stands, on a host of its own.
load host.bash

setup_file() {
  export HOST="hokku-test-docs-$$"
  make_image
  start_host "$HOST"
}

teardown_file() { remove_host "$HOST"; }

# The commands of a page, one block after another, as a script that stops at the first that fails and shows each.
blocks() { awk '/^```/ { inside = /^```sh$/; next } inside' "$ROOT/docs/$1"; }

run_page() { on "$HOST" "cd /hokku-src && set -ex; $(blocks "$1")" </dev/null 2>&1; }

@test "docs/install.md" {
  on "$HOST" 'mkdir -p -m 700 /root/.ssh && ssh-keygen -q -t ed25519 -N "" -f /root/.ssh/id_ed25519 &&
    printf "Host *\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  LogLevel ERROR\n" >/root/.ssh/config'
  [[ "$(blocks install.md | wc -l)" -ge 12 ]]
  run run_page install.md
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"INVOKED: user-auth( "*" apps:create web ) NAME=laptop FINGERPRINT=SHA256:"* ]]
  [[ "${lines[-1]}" == *web* ]]
}

@test "docs/domains.md, and the app answers at the end as it says" {
  make_busybox "$HOST"
  write_app "$HOST" /tmp/web "i am web"
  on "$HOST" 'cd /tmp/web && git config user.email t@example.com && git config user.name T && git push -q dokku@127.0.0.1:web HEAD:refs/heads/main'
  [[ "$(blocks domains.md | wc -l)" -ge 20 ]]
  run run_page domains.md
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"blog.example.com"* ]]
  sleep 1
  [[ "$(fetch_page "$HOST" web.apps.test)" == "i am web" ]]
  [[ "$(fetch_page "$HOST" www.example.com)" == "i am web" ]]
  run fetch_page "$HOST" example.com
  [[ "$status" -ne 0 && "$output" == "" ]]
}
