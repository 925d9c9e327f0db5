#!/usr/bin/env bats
# scripts/install on a host of its own: refusals, being killed, again, upgrade, uninstall, the Debian package.
load host.bash

setup_file() {
  export HOST="hokku-test-install-$$"
  make_image
  start_host "$HOST"
}

teardown_file() {
  remove_host "$HOST"
  remove_host "$HOST-full"
  remove_host "$HOST-deb"
}

# Everything that an install makes, but for caches and logs: path, mode, owner, what a link says, and what is in it.
state_of_host() {
  on "$1" <<'SH'
find /opt /home/dokku /var/lib/dokku /usr/local/bin /etc \( -path '*/compile-cache' -o -name node_modules -o -path /opt/containerd \) -prune -o \
  ! -type d -printf '%p %m %u:%g %l\n' >/tmp/state
find /opt /home/dokku /var/lib/dokku /etc \( -path '*/compile-cache' -o -name node_modules -o -path /opt/containerd \) -prune -o \
  -type f -print0 | xargs -0 sha1sum >>/tmp/state
sort /tmp/state
SH
}

@test "not root: refused" {
  run on "$HOST" "setpriv --reuid nobody --clear-groups $INSTALL"
  [[ "$status" -eq 1 && "$output" == *"needs root; run: sudo scripts/install"* ]]
}

@test "a system that is not supported: refused, and nothing is changed" {
  on "$HOST" 'cp -L /etc/os-release /tmp/os && rm /etc/os-release && sed "s/^ID=.*/ID=slackware/; s/^PRETTY.*/PRETTY_NAME=Slackware/" /tmp/os >/etc/os-release'
  run on "$HOST" "$INSTALL"
  on "$HOST" 'rm /etc/os-release && ln -s ../usr/lib/os-release /etc/os-release'
  [[ "$status" -eq 1 && "$output" == *"Slackware is not supported"*"Nothing was changed"* ]]
  run on "$HOST" 'getent passwd dokku'
  [[ "$status" -ne 0 ]]
}

@test "a full disk: refused, and nothing is changed" {
  start_host "$HOST-full" --tmpfs /opt:size=50m
  run on "$HOST-full" "$INSTALL"
  [[ "$status" -eq 1 && "$output" == *"/opt has 50 MB free and 1500 are needed"* ]]
  run on "$HOST-full" 'getent passwd dokku || ls /usr/local/bin/dokku'
  [[ "$status" -ne 0 ]]
  remove_host "$HOST-full"
}

@test "wrong options: refused" {
  run on "$HOST" "$INSTALL --domain 'two words'"
  [[ "$status" -eq 1 && "$output" == *"--domain takes a domain"* ]]
  run on "$HOST" "$INSTALL --frobnicate"
  [[ "$status" -eq 1 && "$output" == *"unknown option --frobnicate"* ]]
}

@test "killed at any time, it is completed by the next run, without a network" {
  local after
  on "$HOST" 'ip link set eth0 down 2>/dev/null || ifconfig eth0 down'
  for after in 0.3 0.7 1.2 1.8 2.4 3; do
    run on "$HOST" "timeout --signal KILL $after $INSTALL --domain apps.test"
    echo "killed after $after s: $status"
  done
  run on "$HOST" "$INSTALL --domain apps.test"
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"Hokku 0.1.0 is installed"* ]]
  run on "$HOST" 'ls -d /opt/hokku-*.new /opt/*.new.* /usr/local/bin/*.new.* /var/lib/dokku/plugins/*/*.new.* 2>/dev/null'
  [[ "$output" == "" ]]
}

@test "again: quick, and nothing is changed" {
  state_of_host "$HOST" >"$BATS_FILE_TMPDIR/before"
  local began=$SECONDS
  run on "$HOST" "$INSTALL --domain apps.test"
  [[ "$status" -eq 0 && $((SECONDS - began)) -lt 15 ]]
  state_of_host "$HOST" >"$BATS_FILE_TMPDIR/after"
  [[ -s "$BATS_FILE_TMPDIR/before" ]]
  run diff "$BATS_FILE_TMPDIR/before" "$BATS_FILE_TMPDIR/after"
  head -n 20 <<<"$output"
  [[ "$status" -eq 0 ]]
}

@test "hooks of ours by their paths, as Dokku names them" {
  run on "$HOST" <<'SH'
set -e
find /opt/hokku/plugins/ -mindepth 2 -maxdepth 2 -name '*.ts' -perm -u+x | while read -r file; do [[ -x ${file%.ts} ]] || echo "missing: ${file%.ts}"; done
mkdir /tmp/source && touch /tmp/source/other.yml
dokku --quiet apps:create by-path && dokku --quiet builder-lambda:set by-path lambdayml-path other.yml
/var/lib/dokku/plugins/enabled/builder-lambda/core-post-extract by-path /tmp/source HEAD
ls /tmp/source
dokku --quiet --force apps:destroy by-path
SH
  echo "$output"
  [[ "$status" -eq 0 && "$output" == lambda.yml ]]
}

@test "two at once: one waits for the other" {
  run on "$HOST" "$INSTALL & one=\$!; $INSTALL & two=\$!; wait \$one && wait \$two"
  [[ "$status" -eq 0 ]]
}

@test "the user, the folders, sudo, units, completion and man page" {
  run on "$HOST" 'id -nG dokku; stat -c "%n %a %U:%G" /home/dokku /home/dokku/.ssh /home/dokku/.ssh/authorized_keys /var/lib/dokku/config \
    /var/lib/dokku/data /var/lib/dokku/plugins/enabled /var/log/dokku; cat /home/dokku/VHOST'
  echo "$output"
  [[ "$output" == "dokku adm docker
/home/dokku 755 dokku:dokku
/home/dokku/.ssh 700 dokku:dokku
/home/dokku/.ssh/authorized_keys 600 dokku:dokku
/var/lib/dokku/config 755 dokku:dokku
/var/lib/dokku/data 755 dokku:dokku
/var/lib/dokku/plugins/enabled 755 dokku:dokku
/var/log/dokku 2770 dokku:adm
apps.test" ]]
  on "$HOST" 'visudo -c'
  run on "$HOST" 'systemd-analyze verify /etc/systemd/system/hokku-restore.service /etc/systemd/system/hokku-retire.service \
    /etc/systemd/system/hokku-retire.timer /etc/systemd/system/hokku-cron.path /etc/systemd/system/hokku-ssh.service 2>&1 | grep hokku'
  echo "$output"
  [[ "$output" == "" ]]
  run on "$HOST" <<'SH'
source /usr/share/bash-completion/completions/dokku
COMP_WORDS=(dokku apps:cr) COMP_CWORD=1 COMP_LINE="dokku apps:cr" COMP_POINT=13 COMP_WORDBREAKS=""
_dokku
echo "${COMPREPLY[*]}"
man -l /usr/share/man/man1/dokku.1.gz 2>&1 | grep -c "config:set"
SH
  [[ "$output" == $'apps:create\n'[1-9]* ]]
}

@test "commands as root become dokku; plugin:install needs root" {
  on "$HOST" 'dokku apps:create mine'
  [[ "$(on "$HOST" "stat -c %U /home/dokku/mine /home/dokku/mine/* | sort -u")" == dokku ]]
  run on "$HOST" 'setpriv --reuid dokku --regid dokku --init-groups dokku plugin:install file:///nowhere'
  [[ "$status" -eq 1 && "$output" == *"needs root"* ]]
}

@test "a bash plugin from a git repository" {
  on "$HOST" <<'SH'
set -e
mkdir -p /tmp/dokku-greet/subcommands && cd /tmp/dokku-greet && git init -q && git config user.email t@example.com && git config user.name T
printf '[plugin]\ndescription = "greets"\nversion = "1.0.0"\n[plugin.config]\n' >plugin.toml
cat >subcommands/app <<'GREET'
#!/usr/bin/env bash
set -eo pipefail
source "$PLUGIN_CORE_AVAILABLE_PATH/common/functions"
verify_app_name "$2"
dokku_log_info1 "hello $2"
GREET
printf '#!/usr/bin/env bash\nset -eo pipefail\ntouch /tmp/greet-installed\n' >install
chmod +x install subcommands/app && git add . && git commit -qm one
dokku plugin:install file:///tmp/dokku-greet --name greet
test -e /tmp/greet-installed
SH
  run on "$HOST" 'dokku greet:app mine'
  echo "$output"
  [[ "$status" -eq 0 && "$output" == "-----> hello mine" ]]
  run on "$HOST" 'dokku greet:app nobody'
  [[ "$status" -eq 20 ]]
}

@test "--upgrade to a checkout with other code" {
  on "$HOST" 'mkdir /tmp/newer && tar -C /hokku-src --exclude=./node_modules -c . | tar -x -C /tmp/newer && ln -s /hokku-src/node_modules /tmp/newer/ && cd /tmp/newer && printf "%s\n" "#!/usr/bin/env bash" "echo newer" >plugins/version/subcommands/newer &&
    chmod +x plugins/version/subcommands/newer && scripts/install --no-stack --upgrade && rm -rf /tmp/newer'
  [[ "$(on "$HOST" 'dokku version:newer')" == newer ]]
  [[ "$(on "$HOST" 'dokku apps:list')" == *mine* ]]
  [[ "$(on "$HOST" 'ls -d /opt/hokku-* | wc -l')" == 2 ]]
}

@test "--uninstall keeps apps, --upgrade brings them back, --purge leaves nothing" {
  on "$HOST" "$INSTALL --uninstall"
  run on "$HOST" 'type -P dokku sshcommand plugn || ls /opt/hokku* /etc/cron.d/hokku /etc/sudoers.d/dokku-nginx /etc/nginx/conf.d/dokku.conf 2>/dev/null'
  echo "$output"
  [[ "$status" -ne 0 && "$output" == "" ]]
  on "$HOST" 'nginx -t && test -d /home/dokku/mine && test -e /var/lib/dokku/plugins/available/greet/plugin.toml'
  on "$HOST" "$INSTALL --upgrade"
  [[ "$(on "$HOST" 'dokku greet:app mine')" == "-----> hello mine" ]]
  on "$HOST" "$INSTALL --uninstall --purge"
  run on "$HOST" 'getent passwd dokku || ls -d /home/dokku /var/lib/dokku /var/log/dokku 2>/dev/null'
  [[ "$status" -ne 0 && "$output" == "" ]]
}

@test "the Debian package: built, installed, used, removed" {
  start_host "$HOST-deb"
  start_engine "$HOST-deb"
  on "$HOST-deb" 'cd /tmp && /hokku-src/scripts/package && apt-get install -y --no-install-recommends ./hokku_*.deb'
  [[ "$(on "$HOST-deb" 'dokku apps:create packed >/dev/null && dokku apps:list')" == *packed* ]]
  [[ "$(on "$HOST-deb" "readlink -f /usr/bin/dokku")" == /opt/hokku/core/dokku ]]
  run on "$HOST-deb" "$INSTALL"
  [[ "$status" -eq 1 && "$output" == *"belongs to the package hokku"* ]]
  on "$HOST-deb" 'dpkg -r hokku && nginx -t'
  run on "$HOST-deb" 'type -P dokku || ls /opt/hokku /etc/cron.d/hokku 2>/dev/null'
  echo "$output"
  [[ "$status" -ne 0 && "$output" == "" ]]
  on "$HOST-deb" 'test -d /home/dokku/packed'
  remove_host "$HOST-deb"
}
