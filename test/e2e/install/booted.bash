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

# wait_for_boot HOST: until systemd has done all there is to do at boot, or 60 seconds.
wait_for_boot() {
  local try state=""
  for ((try = 0; try < 300; try++)); do
    state="$(docker exec "$1" systemctl is-system-running 2>&1 || true)"
    if [[ $state == running || $state == degraded ]]; then return 0; fi
    sleep 0.2
  done
  echo "after a minute: $state"
  return 1
}

# value UNIT PROPERTY: of HOST, as the functions below.
value() { on "$HOST" "systemctl show --value --property $2 $1"; }

# restored COMMAND...: runs it, upon which the unit that brings apps back has to run once more, and to end well.
restored() {
  local before
  before="$(value hokku-restore InvocationID)"
  "$@"
  on "$HOST" "for try in \$(seq 300); do
      if [[ \$(systemctl show --value --property InvocationID hokku-restore) != '$before' ]]; then exit 0; fi; sleep 0.2
    done; exit 1"
  ended_well
}

# restored_at_boot: the same, of the boot that is under way.
restored_at_boot() {
  wait_for_boot "$HOST"
  ended_well
  [[ "$(value hokku-restore ExecMainStartTimestampMonotonic)" -gt 0 ]]
}

ended_well() {
  on "$HOST" <<'SH'
for try in $(seq 300); do
  case "$(systemctl is-active hokku-restore)" in inactive | failed) exit 0 ;; esac
  sleep 0.2
done
exit 1
SH
  [[ "$(value hokku-restore Result)" == success && "$(value hokku-restore ExecMainStatus)" == 0 ]]
}

# own_pages NAME...: asks each until it has answered with its own text; another's text is a failure at once. What nginx itself says
# until then counts for nothing.
own_pages() {
  on "$HOST" "bash -s $*" <<'SH'
for name in "$@"; do
  for try in $(seq 150); do
    text="$(curl -s --max-time 2 --resolve "$name.apps.test:80:127.0.0.1" "http://$name.apps.test/")"
    case "$text" in "i am $name") continue 2 ;; "i am "*) echo "$name answered: $text"; exit 2 ;; esac
    sleep 0.2
  done
  echo "$name never answered: $text"; exit 1
done
SH
}
