# shellcheck shell=bash
# Docker for quickstart, and a sign of life while something takes long. Sourced after need.sh.

# need_engine ROOT: one that answers; the one started here is remembered, so that --stop can stop it.
need_engine() {
  declare root="$1"
  if docker info >/dev/null 2>&1; then return 0; fi
  heartbeat need_docker "$root/dockerd.log"
  if [[ ! -d /run/systemd/system && -s /run/docker.pid ]]; then cp /run/docker.pid "$root/dockerd.pid"; fi
}

# stop_engine ROOT: only one that quickstart started, and only when nobody else has a container in it.
stop_engine() {
  declare root="$1"
  local pid=""
  if [[ ! -e $root/dockerd.pid ]]; then return 0; fi
  pid="$(<"$root/dockerd.pid")"
  if [[ $(cat "/proc/$pid/comm" 2>/dev/null || true) != dockerd ]]; then
    rm -f "$root/dockerd.pid"
  elif [[ -n $(docker ps -q 2>/dev/null) ]]; then
    say "The Docker engine keeps running: there are other containers in it"
  else
    say "Stopping the Docker engine"
    kill "$pid"
    rm -f "$root/dockerd.pid"
  fi
}

# heartbeat COMMAND ARGS...: runs it here, with a line every 15 seconds, or on a terminal a counter, while it is quiet.
heartbeat() {
  local code=0 beat
  (
    for ((seconds = 1; ; seconds++)); do
      sleep 1
      if ! kill -0 "$$" 2>/dev/null; then break; fi
      if [[ -t 2 ]]; then
        printf '\r       %d s \r' "$seconds" >&2
      elif ((seconds % 15 == 0)); then
        printf '       still at it: %d s\n' "$seconds"
      fi
    done
  ) &
  beat=$!
  "$@" || code=$?
  kill "$beat" 2>/dev/null || true
  wait "$beat" 2>/dev/null || true
  return "$code"
}
