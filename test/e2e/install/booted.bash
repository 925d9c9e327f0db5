# Hosts on which systemd runs, as process 1 of a container; for tests beside this file, after host.bash.

# boot_host NAME [docker run flags]: as start_host, but booted, and for it docker restart is a reboot. On a machine whose kernel has
# cgroups of the first version, systemd 256 and 257 want to be told that this will do; later ones do not start there.
boot_host() {
  local name="$1"
  remove_host "$name"
  host_flags
  docker run --detach --name "$name" --stop-signal SIGRTMIN+3 --stop-timeout 60 --env container=docker \
    --cgroupns host --tmpfs /run --tmpfs /tmp:exec "${HOST_FLAGS[@]}" "${@:2}" "$IMAGE" bash -c \
    "mount -o remount,rw /proc/sys && mkdir -p /var/log/journal && systemctl mask --quiet ${NOT_IN_A_CONTAINER[*]} &&
      exec /lib/systemd/systemd SYSTEMD_CGROUP_ENABLE_LEGACY_FORCE=1" >/dev/null
  wait_for_boot "$name"
}

# Units that would get at the machine below, whose kernel settings are at hand here, or that fetch things.
NOT_IN_A_CONTAINER=(systemd-sysctl.service systemd-modules-load.service systemd-udevd.service systemd-remount-fs.service getty.target
  console-getty.service dev-hugepages.mount apt-daily.timer apt-daily-upgrade.timer man-db.timer fstrim.timer e2scrub_all.timer)

# wait_for_boot HOST: until systemd has done all there is to do at boot.
wait_for_boot() { wait_until has_booted "$1"; }

has_booted() { [[ "$(docker exec "$1" systemctl is-system-running 2>&1 || true)" == @(running|degraded) ]]; }

# value UNIT PROPERTY: of HOST, as the functions below.
value() { on "$HOST" "systemctl show --value --property $2 $1"; }

# restored COMMAND...: runs it, upon which the unit that brings apps back has to run once more, and to end well.
restored() {
  local before
  before="$(value hokku-restore InvocationID)"
  "$@"
  wait_until is_invoked_since "$before"
  ended_well
}

is_over() { [[ "$(value hokku-restore ActiveState)" == @(inactive|failed) ]]; }

is_invoked_since() { [[ "$(value hokku-restore InvocationID)" != "$1" ]]; }

# restored_at_boot: the same, of the boot that is under way.
restored_at_boot() {
  wait_for_boot "$HOST"
  ended_well
  [[ "$(value hokku-restore ExecMainStartTimestampMonotonic)" -gt 0 ]]
}

ended_well() {
  wait_until is_over
  [[ "$(value hokku-restore Result)" == success && "$(value hokku-restore ExecMainStatus)" == 0 ]]
}

# own_pages NAME...: asks each until it has answered with its own text; another's text is a failure at once. What nginx itself says
# until then counts for nothing.
own_pages() {
  local name text
  for name in "$@"; do
    text="$(wait_until some_page "$name.apps.test")"
    if [[ "$text" != "i am $name" ]]; then
      echo "$name answered: $text"
      return 1
    fi
  done
}

some_page() { fetch_page "$HOST" "$1" | grep "^i am "; }
