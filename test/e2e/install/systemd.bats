#!/usr/bin/env bats
# A host on which systemd runs: sshd, nginx, Docker and what is ours by their units; restarts of the engine and of the host.
load host.bash
load booted.bash

setup_file() {
  export HOST="hokku-test-systemd-$$"
  make_image
  boot_host "$HOST"
}

teardown_file() { remove_host "$HOST"; }

# push_app NAME: by the real git through the host's sshd, from a folder that a restart does not empty, as it does /tmp.
push_app() {
  write_app "$HOST" "/root/$1" "i am $1"
  on "$HOST" "cd /root/$1 && git push -q dokku@127.0.0.1:$1 main"
}

# An app that ends well when it is told to, so that Docker itself does not bring it back.
push_polite_app() {
  write_app "$HOST" "/root/$1" "i am $1"
  on "$HOST" "bash -s $1" <<'SH'
cd "/root/$1" && printf '%s\n' '#!/bin/sh' 'trap "exit 0" TERM' 'httpd -f -p 5000 -h /www & wait' >serve && chmod +x serve &&
  sed -i '/^CMD/d' Dockerfile && printf 'COPY serve /serve\nCMD ["/serve"]\n' >>Dockerfile &&
  git add . && git commit -qm polite && git push -q "dokku@127.0.0.1:$1" main
SH
}

@test "installed where nothing runs yet: every service by its unit, ours enabled but for the embedded SSH server" {
  on "$HOST" 'systemctl disable --quiet --now ssh nginx docker.service docker.socket containerd cron 2>&1'
  run on "$HOST" "$INSTALL --domain apps.test"
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"Hokku 0.1.0 is installed"* ]]
  run on "$HOST" 'systemctl is-active ssh nginx docker hokku-retire.timer; systemctl is-enabled ssh nginx hokku-restore hokku-retire.timer hokku-ssh'
  echo "$output"
  [[ "$output" == $'active\nactive\nactive\nactive\nenabled\nenabled\nenabled\nenabled\ndisabled' ]]
  run on "$HOST" 'ls /etc/cron.d/hokku'
  [[ "$status" -ne 0 ]]
}

@test "two apps by git push" {
  make_busybox "$HOST"
  let_in "$HOST"
  push_app web
  push_polite_app blog
  own_pages web blog
}

@test "nginx is stopped and started through systemd by who owns the apps" {
  by_ssh nginx:stop
  [[ "$(value nginx ActiveState)" == inactive ]]
  by_ssh nginx:start
  [[ "$(value nginx ActiveState)" == active ]]
  own_pages web blog
}

@test "again, while it serves" {
  run on "$HOST" "$INSTALL --domain apps.test"
  echo "$output"
  [[ "$status" -eq 0 ]]
  own_pages web blog
}

@test "the engine restarted, and killed: systemd has the apps brought back" {
  restored on "$HOST" 'systemctl restart docker'
  own_pages web blog
  on "$HOST" 'systemctl reset-failed docker' # else this is one start too many in a minute
  restored on "$HOST" 'systemctl kill --signal KILL docker'
  own_pages web blog
}

@test "the host restarted: each app answers under its own name, from the first answer on" {
  docker restart "$HOST" >/dev/null
  own_pages web blog
  restored_at_boot
  run on "$HOST" 'systemctl is-active ssh nginx docker hokku-retire.timer hokku-ssh'
  echo "$output"
  [[ "$output" == $'active\nactive\nactive\nactive\ninactive' ]]
  own_pages web blog
  [[ "$(by_ssh --quiet apps:list)" == $'blog\nweb' ]]
}

@test "what the timer starts does its work" {
  on "$HOST" 'systemctl start hokku-retire'
  [[ "$(value hokku-retire Result)" == success ]]
  [[ "$(value hokku-retire.timer NextElapseUSecMonotonic)" != 0 ]]
}

@test "the embedded SSH server: enabled, killed, through an upgrade, disabled" {
  on "$HOST" 'systemctl enable --quiet --now hokku-ssh'
  local by="ssh -p 2222 dokku@127.0.0.1 --" up="ssh -p 2222 dokku@127.0.0.1 version"
  wait_until on "$HOST" "$up"
  [[ "$(on "$HOST" "$by --quiet apps:list")" == $'blog\nweb' ]]
  on "$HOST" 'cd /root/web && git commit -q --allow-empty -m more && git push -q ssh://dokku@127.0.0.1:2222/web main'
  on "$HOST" 'systemctl kill --signal KILL hokku-ssh' && wait_until on "$HOST" "$up"
  on "$HOST" "$INSTALL --upgrade" && wait_until on "$HOST" "$up"
  on "$HOST" 'systemctl disable --quiet --now hokku-ssh'
  [[ "$(value hokku-ssh Result)" == success ]]
  run on "$HOST" "$by version"
  [[ "$status" -ne 0 ]]
}

@test "nothing has failed, and the journal has no complaint of ours" {
  run on "$HOST" 'systemctl --failed --plain --no-legend'
  echo "$output"
  [[ "$output" == "" ]]
  run on "$HOST" 'journalctl --quiet --priority err --unit "hokku-*"; journalctl --quiet --output cat --unit "hokku-*" | grep -F " !     " | grep -v "already running"'
  echo "$output"
  [[ "$output" == "" ]]
}

@test "uninstalled: no unit is left, and nginx goes on with the apps" {
  on "$HOST" "$INSTALL --uninstall"
  run on "$HOST" 'systemctl list-units --all --plain --no-legend "hokku-*"; systemctl list-unit-files --no-legend "hokku-*"; ls -d /etc/systemd/system/*/hokku* 2>/dev/null'
  echo "$output"
  [[ "$output" == "" ]]
  [[ "$(value nginx ActiveState)" == active ]]
  on "$HOST" "$INSTALL"
  own_pages web blog
}
