# shellcheck shell=bash
# What a script needs from the machine, installed or started where it is missing; one line is said for each. Sourced.
# shellcheck source=scripts/lib/npm-packages.sh
source "${BASH_SOURCE[0]%/*}/npm-packages.sh"

say() { printf -- '-----> %s\n' "$*"; }

fail() {
  printf ' !     %s\n' "$*" >&2
  exit 1
}

# need_packages PROGRAM:PACKAGE...: Debian packages for programs, or libraries (lib*.so*), that are not there.
need_packages() {
  local pair
  local missing=()
  for pair in "$@"; do
    if ! is_there "${pair%%:*}"; then missing+=("${pair#*:}"); fi
  done
  if [[ ${#missing[@]} -eq 0 ]]; then return 0; fi
  if [[ $EUID -ne 0 ]]; then fail "missing: ${missing[*]}; run: sudo apt-get install ${missing[*]}"; fi
  say "Installing ${missing[*]}"
  # On a fresh system apt knows of no package yet; and a mirror may be out of order for a moment.
  if apt_get install "${missing[@]}" 2>/dev/null; then return 0; fi
  if apt_get update 2>/dev/null && apt_get install "${missing[@]}" 2>/dev/null; then return 0; fi
  sleep 10
  apt_get update || fail "apt-get update failed; is the network up?"
  apt_get install "${missing[@]}" || fail "could not install ${missing[*]}; run: apt-get install ${missing[*]}"
}

is_there() {
  if [[ $1 == lib*.so* ]]; then
    [[ $(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p) == *$'\t'"$1 "* ]]
  else
    [[ -n $(type -P "$1") || -x /usr/sbin/$1 ]]
  fi
}

# What it says is shown only where it fails.
apt_get() {
  local said
  if said="$(DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o Dpkg::Use-Pty=0 -o DPkg::Lock::Timeout=120 -o Acquire::Retries=3 --no-install-recommends "$@" 2>&1)"; then
    return 0
  fi
  printf '%s\n' "$said" >&2
  return 1
}

# need_node_modules [--omit=dev]: the npm packages of package-lock.json, the pinned Node among them; with --omit=dev what it takes to run.
need_node_modules() {
  local kind=all
  if [[ $* == *--omit=dev* ]]; then kind=run; fi
  need_node_libraries
  if has_node_modules "$kind"; then return 0; fi
  if [[ $kind == run ]]; then
    need_packages curl:curl update-ca-certificates:ca-certificates openssl:openssl
    say "Fetching npm packages"
    install_locked
  else
    need_packages npm:npm
    say "Installing npm packages"
    npm install --no-save --no-audit --no-fund --loglevel=error || fail "npm install failed; is the npm registry reachable?"
  fi
  rm -f node_modules/.lock-{all,run}
  cp package-lock.json node_modules/.lock-run
  if [[ $kind == all ]]; then cp package-lock.json node_modules/.lock-all; fi
}

# What the pinned Node is linked with.
need_node_libraries() { need_packages libatomic.so.1:libatomic1 libstdc++.so.6:libstdc++6; }

# Whether what package-lock.json asks for was installed: by what it said then, as a checkout makes its date anew.
has_node_modules() {
  if compgen -G 'node_modules/.lock-*' >/dev/null; then
    cmp -s package-lock.json "node_modules/.lock-$1"
  else
    [[ -e node_modules/.package-lock.json && ! package-lock.json -nt node_modules/.package-lock.json ]]
  fi
}

# Docker's client comes with docker.io, but from Debian 13 on, where it is a package of its own that docker.io only recommends.
need_docker_packages() {
  need_packages dockerd:docker.io containerd:containerd runc:runc iptables:iptables
  need_packages docker:docker-cli
}

# need_docker: a Docker engine that answers, with the log of one started here in FILE.
need_docker() {
  local log="${1:-/tmp/dockerd.log}" waited
  if docker info >/dev/null 2>&1; then return 0; fi
  need_docker_packages
  if docker info >/dev/null 2>&1; then return 0; fi
  if [[ $EUID -ne 0 ]]; then fail "no Docker engine answers; start one, or add yourself to the group docker and log in again: sudo usermod -aG docker $(id -un)"; fi
  if [[ -d /run/systemd/system ]]; then log="journalctl -u docker"; fi
  say "Starting the Docker engine (log: $log)"
  if [[ -d /run/systemd/system ]]; then
    systemctl start docker || fail "the Docker engine does not start; see: $log"
  else
    setsid nohup dockerd >"$log" 2>&1 </dev/null &
  fi
  for ((waited = 0; waited < 900; waited++)); do
    if docker info >/dev/null 2>&1; then return 0; fi
    sleep 0.2
  done
  fail "the Docker engine has not answered for three minutes; its log: $log"
}
