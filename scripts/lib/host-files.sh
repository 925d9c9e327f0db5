# shellcheck shell=bash
# Files of ours outside our own folders: units, completion, man page, log rotation. Each is replaced whole, and only when it differs. Sourced.

readonly UNITS=/etc/systemd/system
readonly OUR_FILES=("$UNITS"/hokku-{restore,retire,cron,ssh}.service "$UNITS/hokku-retire.timer" "$UNITS/hokku-cron.path" /etc/cron.d/hokku /etc/logrotate.d/hokku
  /usr/share/bash-completion/completions/dokku /usr/share/man/man1/dokku.1.gz)
# Written by install hooks of our plugins.
readonly HOOKS_FILES=(/etc/sudoers.d/dokku-nginx /etc/sudoers.d/dokku-storage /etc/nginx/conf.d/dokku.conf)

# write_file PATH MODE: replaces a file by what comes on stdin, in one step.
write_file() {
  mkdir -p "$(dirname "$1")"
  cat >"$1.new.$$"
  chmod "$2" "$1.new.$$"
  if cmp -s "$1.new.$$" "$1" && [[ $(stat -c %a "$1") == "${2#0}" ]]; then
    rm -f "$1.new.$$"
    return 0
  fi
  sync "$1.new.$$"
  mv "$1.new.$$" "$1"
}

write_units() {
  write_unit_texts "$UNITS"
  if [[ ! -d /run/systemd/system ]]; then
    write_cron
    return
  fi
  rm -f /etc/cron.d/hokku # of a time when it did not run
  systemctl daemon-reload
  systemctl enable --quiet hokku-restore.service hokku-retire.timer hokku-cron.path
  systemctl start hokku-retire.timer hokku-cron.path
  systemctl try-restart hokku-ssh.service hokku-cron.service
}

# Where systemd does not run: the same by cron.
write_cron() {
  # First, so that what is said of @reboot waits for the next boot.
  if is_there cron; then start_service cron /usr/sbin/cron; fi
  write_file /etc/cron.d/hokku 0644 <<CRON
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
@reboot dokku timeout 300 sh -c 'until docker info >/dev/null 2>&1; do sleep 1; done'; dokku ps:restore --all >>$LOG_DIR/restore.log 2>&1
*/5 * * * * dokku dokku ps:retire >>$LOG_DIR/retire.log 2>&1
CRON
}

# write_unit_texts FOLDER: what systemd is to do for us. After a restart of Docker, too, apps are brought back.
write_unit_texts() {
  write_file "$1/hokku-restore.service" 0644 <<UNIT
[Unit]
Description=Hokku: start the apps that ran before
Requires=docker.service
After=docker.service network-online.target nginx.service
Wants=network-online.target

[Service]
Type=oneshot
User=dokku
ExecStart=$PREFIX/core/dokku ps:restore --all

[Install]
WantedBy=multi-user.target docker.service
UNIT
  write_file "$1/hokku-retire.service" 0644 <<UNIT
[Unit]
Description=Hokku: stop containers whose time has come

[Service]
Type=oneshot
User=dokku
ExecStart=$PREFIX/core/dokku ps:retire
UNIT
  write_file "$1/hokku-retire.timer" 0644 <<'UNIT'
[Unit]
Description=Hokku: stop containers whose time has come, every five minutes

[Timer]
OnBootSec=2min
OnUnitActiveSec=5min

[Install]
WantedBy=timers.target
UNIT
  # The plugin cron writes that file where there is no cron, and only then.
  write_file "$1/hokku-cron.path" 0644 <<UNIT
[Unit]
Description=Hokku: apps have jobs, and there is no cron

[Path]
PathExists=$LIB_DIR/data/cron/--global/crontab

[Install]
WantedBy=multi-user.target
UNIT
  write_file "$1/hokku-cron.service" 0644 <<UNIT
[Unit]
Description=Hokku: run the jobs of apps as they are due, where there is no cron
After=docker.service

[Service]
User=dokku
ExecStart=$PREFIX/core/dokku cron:runner
Restart=on-failure
RestartSec=30
UNIT
  write_file "$1/hokku-ssh.service" 0644 <<UNIT
[Unit]
Description=Hokku: the embedded SSH server, for hosts without sshd (off unless enabled)
After=network.target

[Service]
User=dokku
ExecStart=$PREFIX/core/dokku ssh-server:start --foreground
Restart=on-failure

[Install]
WantedBy=multi-user.target
UNIT
}

write_shell_files() {
  "$PREFIX/core/node" "$PREFIX/scripts/lib/completion.ts" bash | write_file /usr/share/bash-completion/completions/dokku 0644
  "$PREFIX/core/node" "$PREFIX/scripts/lib/completion.ts" man | gzip -9n | write_file /usr/share/man/man1/dokku.1.gz 0644
  write_file /etc/logrotate.d/hokku 0644 <<ROTATE
$LOG_DIR/restore.log $LOG_DIR/retire.log {
  weekly
  rotate 8
  missingok
  notifempty
  compress
  copytruncate
  su dokku adm
}
ROTATE
}

# start_service SERVICE PROGRAM: by systemd, by its init script, or by itself.
start_service() {
  if [[ -d /run/systemd/system ]]; then
    systemctl enable --quiet --now "$1"
  elif ! pgrep -x "$(basename "$2")" >/dev/null; then
    say "Starting $1"
    mkdir -p /run/sshd
    if [[ -x /etc/init.d/$1 ]] && "/etc/init.d/$1" start >/dev/null 2>&1; then return 0; fi
    "$2" || fail "$2 does not start; see above"
  fi
}

# remove_jobs: the apps' jobs out of cron, where nobody answers them any more; what others wrote into that crontab stays.
remove_jobs() {
  if ! is_there crontab || ! crontab -u dokku -l >/dev/null 2>&1; then return 0; fi
  crontab -u dokku -l | sed '/^# Jobs of apps, from here on/,/^# End of the jobs of apps/d' | crontab -u dokku -
}

remove_host_files() {
  unlink_programs
  if [[ -d /run/systemd/system ]]; then
    systemctl disable --quiet --now hokku-restore.service hokku-retire.timer hokku-cron.path hokku-ssh.service 2>/dev/null || true
    systemctl stop --quiet hokku-cron.service 2>/dev/null || true
  fi
  rm -f "${OUR_FILES[@]}"
  if [[ -d /run/systemd/system ]]; then systemctl daemon-reload; fi
}

# remove_hooks_files: without vhosts' own files, which stay with the apps, nginx serves what it served before.
remove_hooks_files() {
  rm -f "${HOOKS_FILES[@]}"
  reload_nginx
}

reload_nginx() {
  if nginx -t -q 2>/dev/null; then nginx -s reload 2>/dev/null || true; fi
}
