# shellcheck shell=bash
# Files of ours outside our own folders: programs on PATH, sudoers, units, completion, man page. Each is replaced whole. Sourced.

readonly PROGRAMS=(core/dokku hooks/plugn hooks/pluginhook hooks/sshcommand hooks/sigil hooks/hokku)
readonly UNITS=/etc/systemd/system

# copy_tree: this checkout's files and npm packages to a folder of their own, which PREFIX then points at.
copy_tree() {
  local id target
  id="$( (git rev-parse HEAD && git diff HEAD) 2>/dev/null | sha1sum | cut -c1-12)"
  target="$PREFIX-$id"
  if [[ $(readlink -f "$PREFIX" || true) == "$(pwd)" ]]; then return 0; fi
  say "Copying the code to $target"
  rm -rf "$target.new"
  mkdir -p "$target.new"
  git ls-files -z -co --exclude-standard core hooks plugins scripts package.json | tar --null -T - --ignore-failed-read -c | tar -x -C "$target.new"
  tar -c --exclude=node_modules/@tapjs --exclude=node_modules/.cache node_modules | tar -x -C "$target.new"
  rm -rf "$target"
  mv "$target.new" "$target"
  relink "$target" "$PREFIX"
  find "$(dirname "$PREFIX")" -maxdepth 1 -name "$(basename "$PREFIX")-[0-9a-f]*" ! -path "$target" -exec rm -rf {} +
}

# write_file PATH MODE: replaces a file by what comes on stdin, in one step.
write_file() {
  mkdir -p "$(dirname "$1")"
  cat >"$1.new.$$"
  chmod "$2" "$1.new.$$"
  mv "$1.new.$$" "$1"
}

link_programs() {
  local tree="$1" program
  if [[ -e /var/lib/dpkg/info/hokku.list ]]; then return 0; fi
  for program in "${PROGRAMS[@]}"; do
    if [[ -e $tree/$program ]]; then relink "$tree/$program" "/usr/local/bin/$(basename "$program")"; fi
  done
}

write_sudoers() {
  local rules=/etc/sudoers.d/hokku draft
  draft="$(mktemp)"
  cat >"$draft" <<'RULES'
# What Hokku's own user may do as root: test and reload nginx. Written by scripts/install.
Defaults:dokku !requiretty
%dokku ALL=(root) NOPASSWD: /usr/sbin/nginx -t, /usr/sbin/nginx -t -c *, /usr/sbin/nginx -s reload, /usr/sbin/nginx
%dokku ALL=(root) NOPASSWD: /usr/bin/systemctl reload nginx, /usr/bin/systemctl start nginx, /usr/bin/systemctl stop nginx, /etc/init.d/nginx reload
RULES
  visudo -cqf "$draft" || fail "the sudoers rules do not pass visudo; nothing was written"
  write_file "$rules" 0440 <"$draft"
  rm -f "$draft"
}

write_units() {
  local tree="$1"
  if [[ ! -d /run/systemd/system ]]; then
    write_file /etc/cron.d/hokku 0644 <<CRON
# Where systemd does not run: apps are restored at boot, and retired containers are stopped.
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
@reboot root dokku ps:restore >>$LOG_DIR/restore.log 2>&1
*/5 * * * * dokku dokku ps:retire >>$LOG_DIR/retire.log 2>&1
CRON
    return
  fi
  write_file "$UNITS/hokku-restore.service" 0644 <<UNIT
[Unit]
Description=Hokku: start the apps that ran before
Requires=docker.service
After=docker.service network-online.target nginx.service
Wants=network-online.target
[Service]
Type=oneshot
User=dokku
ExecStart=$tree/core/dokku ps:restore
[Install]
WantedBy=multi-user.target
UNIT
  write_file "$UNITS/hokku-retire.service" 0644 <<UNIT
[Unit]
Description=Hokku: stop containers whose time has come
[Service]
Type=oneshot
User=dokku
ExecStart=$tree/core/dokku ps:retire
UNIT
  write_file "$UNITS/hokku-retire.timer" 0644 <<'UNIT'
[Unit]
Description=Hokku: stop containers whose time has come, every five minutes
[Timer]
OnBootSec=2min
OnUnitActiveSec=5min
[Install]
WantedBy=timers.target
UNIT
  write_file "$UNITS/hokku-ssh.service" 0644 <<UNIT
[Unit]
Description=Hokku: the embedded SSH server, for hosts without sshd (off unless enabled)
After=network.target
[Service]
User=dokku
ExecStart=$tree/core/dokku ssh-server:start --foreground
Restart=on-failure
[Install]
WantedBy=multi-user.target
UNIT
  systemctl daemon-reload
  systemctl enable --quiet hokku-restore.service hokku-retire.timer
  systemctl start hokku-retire.timer
}

write_shell_files() {
  local tree="$1"
  "$tree/core/node" "$tree/scripts/lib/completion.ts" bash | write_file /usr/share/bash-completion/completions/dokku 0644
  "$tree/core/node" "$tree/scripts/lib/completion.ts" man | gzip -9n | write_file /usr/share/man/man1/dokku.1.gz 0644
  write_file /etc/logrotate.d/hokku 0644 <<ROTATE
$LOG_DIR/*.log {
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
    systemctl start "$1"
  elif ! pgrep -x "$(basename "$2")" >/dev/null; then
    say "Starting $1"
    mkdir -p /run/sshd
    if [[ -x /etc/init.d/$1 ]]; then "/etc/init.d/$1" start >/dev/null 2>&1 || "$2"; else "$2"; fi
  fi
}

remove_host_files() {
  local program
  for program in "${PROGRAMS[@]}"; do
    if [[ $(readlink "/usr/local/bin/$(basename "$program")" || true) == "$PREFIX"* ]]; then rm -f "/usr/local/bin/$(basename "$program")"; fi
  done
  if [[ -d /run/systemd/system ]]; then
    systemctl disable --quiet --now hokku-restore.service hokku-retire.timer hokku-ssh.service 2>/dev/null || true
  fi
  rm -f "$UNITS"/hokku-{restore,retire,ssh}.service "$UNITS/hokku-retire.timer" /etc/cron.d/hokku /etc/sudoers.d/hokku \
    /usr/share/bash-completion/completions/dokku /usr/share/man/man1/dokku.1.gz /etc/logrotate.d/hokku
  if [[ -e /etc/nginx/conf.d/dokku.conf ]] && grep -qi hokku /etc/nginx/conf.d/dokku.conf; then
    rm -f /etc/nginx/conf.d/dokku.conf
    if nginx -t -q 2>/dev/null; then nginx -s reload 2>/dev/null || true; fi
  fi
}
