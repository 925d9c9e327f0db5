# Throw-away hosts for the tests beside this file: a small Debian in a container, with a Docker engine of its own inside.

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)"
source "$ROOT/test/lib/patience.bash"
export ROOT LABEL=com.hokku.test=install
export INSTALL="/hokku-src/scripts/install --no-stack"

# make_image [SUITE]: that release of Debian or Ubuntu and the packages scripts/install would fetch, once for all hosts; and a copy
# of this checkout as it is now, so that editing it meanwhile does no harm. IMAGE is what hosts are then started from.
make_image() {
  local suite="${1:-bookworm}"
  export IMAGE="hokku/test-host:$suite"
  copy_checkout
  "$ROOT/scripts/build-stack" --suite "$suite" --only-base >/dev/null
  docker build --quiet --build-arg "SUITE=$suite" --tag "$IMAGE" --file "$ROOT/test/e2e/install/Dockerfile" "$ROOT/scripts/lib" >/dev/null 2>&1
}

copy_checkout() {
  export CHECKOUT="$BATS_FILE_TMPDIR/checkout"
  if [[ -e $CHECKOUT ]]; then return 0; fi
  mkdir -p "$CHECKOUT/node_modules"
  (cd "$ROOT" && git ls-files -z -co --exclude-standard | tar -c --null --ignore-failed-read -T - 2>/dev/null) | tar -x -C "$CHECKOUT"
  git -C "$CHECKOUT" init --quiet && git -C "$CHECKOUT" add --all
}

# engine_flags: of docker run, into ENGINE_FLAGS, for a machine that may have an engine inside.
engine_flags() {
  ENGINE_FLAGS=(--hostname host.test --label "$LABEL" --cap-add ALL --cap-drop SYS_RESOURCE --security-opt seccomp=unconfined
    --security-opt apparmor=unconfined --volume /sys/fs/cgroup:/sys/fs/cgroup --volume /var/lib/docker)
}

# host_flags: the same into HOST_FLAGS, for one that sees the checkout's copy, read-only.
host_flags() {
  engine_flags
  HOST_FLAGS=("${ENGINE_FLAGS[@]}" --volume "$CHECKOUT:/hokku-src:ro" --volume "$ROOT/node_modules:/hokku-src/node_modules:ro")
}

# start_host NAME [docker run flags]
start_host() {
  local name="$1"
  remove_host "$name"
  host_flags
  docker run --detach --init --name "$name" "${HOST_FLAGS[@]}" "${@:2}" "$IMAGE" sleep infinity >/dev/null
  docker exec "$name" mount -o remount,rw /proc/sys
}

remove_host() { docker rm --force --volumes "$1" >/dev/null 2>&1 || true; }

# on HOST [BASH-LINE]: as root on that host; without a line, what comes on stdin is run.
on() {
  local script="${2-}"
  if [[ $# -lt 2 ]]; then script="$(cat)"; fi
  docker exec --interactive "$1" bash -o pipefail -c "$script"
}

# start_engine HOST: Docker inside, as a host has it before anything of ours.
start_engine() {
  on "$1" 'if ! pgrep -x dockerd >/dev/null; then setsid nohup dockerd >>/var/log/dockerd.log 2>&1 </dev/null & fi'
  wait_until on "$1" 'docker info >/dev/null 2>&1'
}

# stop_engine HOST SIGNAL: ends it, and waits until it is gone.
stop_engine() {
  on "$1" "pkill -$2 -x dockerd"
  wait_until on "$1" '! pgrep -x dockerd >/dev/null'
}

# make_busybox HOST: an image small enough for anything, `busybox`, made without a registry.
make_busybox() {
  on "$1" <<'SH'
mkdir -p /tmp/box/bin /tmp/box/tmp /tmp/box/www && cp /bin/busybox /tmp/box/bin/
for name in sh httpd sleep cat echo env ls kill true false printf tr mkdir stty tty; do ln -sf busybox "/tmp/box/bin/$name"; done
tar -C /tmp/box -c . | docker import - busybox >/dev/null
SH
}

# let_in HOST: a key for root's own ssh, which deploys to 127.0.0.1, and git's name.
let_in() {
  on "$1" 'mkdir -p -m 700 /root/.ssh && ssh-keygen -q -t ed25519 -N "" -f /root/.ssh/id_ed25519 <<<y >/dev/null
    printf "Host *\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  LogLevel ERROR\n" >/root/.ssh/config
    sshcommand acl-add dokku laptop </root/.ssh/id_ed25519.pub
    git config --global user.email t@example.com && git config --global user.name Test && git config --global init.defaultBranch main'
}

# write_app HOST FOLDER TEXT: a repository with one file, whose app answers with that text.
write_app() {
  on "$1" "rm -rf '$2' && mkdir -p '$2' && cd '$2' && git init -q &&
    printf 'FROM busybox\nRUN echo \"%s\" >/www/index.html\nCMD [\"httpd\", \"-f\", \"-p\", \"5000\", \"-h\", \"/www\"]\n' '$3' >Dockerfile &&
    git -c user.email=t@example.com -c user.name=T add . && git -c user.email=t@example.com -c user.name=T commit -qm first"
}

# fetch_page HOST NAME [http|https]: what nginx answers for that name.
fetch_page() {
  local port=80
  if [[ ${3:-http} == https ]]; then port=443; fi
  on "$1" "curl --silent --insecure --max-time 10 --resolve '$2:$port:127.0.0.1' '${3:-http}://$2/'"
}

# by_ssh WORDS...: on HOST, as its users do it.
by_ssh() { on "$HOST" "ssh dokku@127.0.0.1 -- $*"; }

# page NAME [https]: what HOST answers, once nginx has taken up what it was just told to.
page() { wait_until fetch_page "$HOST" "$@"; }
