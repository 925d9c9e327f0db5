#!/usr/bin/env bats
# scripts/install on each system it says it supports, but for Debian 12, on which the files beside this one run. Hosts are made of the
# distributions' own packages; where a mirror is out of reach, that system is skipped, and Ubuntu's is only asked where somebody wants
# that: HOKKU_TEST_UBUNTU=1 scripts/test test/e2e/install/systems.bats
load host.bash
load booted.bash

teardown() {
  docker rm --force --volumes "$HOST" >/dev/null 2>&1 || true
}

readonly DEBIAN=http://deb.debian.org/debian UBUNTU=http://archive.ubuntu.com/ubuntu

# whole_life SUITE MIRROR: a host of that release from install to uninstall, where systemd does not run.
whole_life() {
  prepare "$@"
  start_host "$HOST"
  installed_twice
  pushed
  used_through_sudo
  uninstalled
}

# booted_life SUITE MIRROR: where it does, through a reboot.
booted_life() {
  prepare "$@"
  boot_host "$HOST"
  on "$HOST" "$INSTALL --domain apps.test"
  on "$HOST" 'systemctl is-active ssh nginx docker hokku-retire.timer && systemctl is-enabled hokku-restore'
  pushed
  docker restart "$HOST" >/dev/null
  own_pages web
  restored_at_boot
  by_ssh apps:exists web
  run on "$HOST" 'systemctl --failed --plain --no-legend'
  echo "$output"
  [[ "$output" == "" ]]
}

prepare() {
  declare suite="$1" mirror="$2"
  if [[ "$mirror" == "$UBUNTU" && -z "${HOKKU_TEST_UBUNTU:-}" ]]; then skip "Ubuntu is tested where HOKKU_TEST_UBUNTU=1 asks for it"; fi
  export HOST="hokku-test-$suite-$$"
  if ! docker image inspect "hokku/stack-base:$suite" >/dev/null 2>&1 && ! curl -sfL --max-time 20 -o /dev/null "$mirror/dists/$suite/Release"; then
    skip "$mirror has no $suite, or cannot be reached"
  fi
  make_image "$suite"
}

installed_twice() {
  local began
  on "$HOST" "$INSTALL --domain apps.test"
  on "$HOST" 'pgrep -x sshd && pgrep -x nginx && pgrep -x dockerd && pgrep -x cron' >/dev/null
  began=$SECONDS
  run on "$HOST" "$INSTALL --domain apps.test"
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"is installed"* && $((SECONDS - began)) -lt 20 ]]
}

# By the real git and sshd of that release; nginx is told through sudo by who owns the apps.
pushed() {
  make_busybox "$HOST"
  let_in "$HOST"
  write_app "$HOST" /tmp/web "i am web"
  on "$HOST" 'cd /tmp/web && git push -q dokku@127.0.0.1:web main'
  [[ "$(page web.apps.test)" == "i am web" ]]
  by_ssh storage:ensure-directory --chown heroku data
  [[ "$(on "$HOST" 'stat -c %u /var/lib/dokku/data/storage/data')" == 1000 ]]
  by_ssh ps:restart web
  [[ "$(page web.apps.test)" == "i am web" ]]
  by_ssh logs web --num 5
}

# By a user who may become anybody, and by one who may become who owns the apps, for `dokku` only.
used_through_sudo() {
  local user
  on "$HOST" 'useradd --create-home admin && useradd --create-home deployer &&
    umask 0337 && echo "admin ALL=(ALL) NOPASSWD: ALL" >/etc/sudoers.d/admin &&
    echo "deployer ALL=(dokku) NOPASSWD:SETENV: /usr/local/bin/dokku" >/etc/sudoers.d/deployer'
  for user in admin deployer; do
    [[ "$(as "$user" 'dokku --quiet apps:list 2>&1')" == web ]]
    [[ "$(as "$user" 'DOKKU_QUIET_OUTPUT=1 dokku apps:list')" == web ]]
    as "$user" "dokku config:set --no-restart web 'GREETING=two  words'"
    [[ "$(as "$user" 'dokku config:get web GREETING')" == "two  words" ]]
    run as "$user" 'dokku apps:exists nobody'
    [[ "$status" -eq 20 ]]
  done
  as admin 'sudo dokku plugin:list' | grep -q nginx-vhosts
}

as() { on "$HOST" "setpriv --reuid $1 --regid $1 --init-groups env HOME=/home/$1 USER=$1 LOGNAME=$1 bash -c \"$2\""; }

uninstalled() {
  on "$HOST" "$INSTALL --uninstall --purge"
  run on "$HOST" 'type -P dokku || ls -d /opt/hokku* /home/dokku /etc/cron.d/hokku /etc/sudoers.d/dokku* 2>/dev/null'
  echo "$output"
  [[ "$status" -ne 0 && "$output" == "" ]]
  on "$HOST" 'nginx -t -q'
}

@test "Debian 13" { whole_life trixie "$DEBIAN"; }

@test "Debian 13, booted by systemd" { booted_life trixie "$DEBIAN"; }

@test "Ubuntu 22.04" { whole_life jammy "$UBUNTU"; }

@test "Ubuntu 22.04, booted by systemd" { booted_life jammy "$UBUNTU"; }

@test "Ubuntu 24.04" { whole_life noble "$UBUNTU"; }

@test "Ubuntu 24.04, booted by systemd" { booted_life noble "$UBUNTU"; }

@test "Ubuntu 26.04, with sudo and coreutils in Rust" { whole_life resolute "$UBUNTU"; }
