#!/usr/bin/env bash
# The machines on which readers of pages stand, as containers: machines.bash FUNCTION ARGUMENTS...
set -eo pipefail
# shellcheck source=test/e2e/install/host.bash
source "$(dirname "${BASH_SOURCE[0]}")/../e2e/install/host.bash"

# The reader: in the group docker where there is one, at home in a folder with a blank in its name.
readonly READER=ada AUTHORITIES=/etc/ssl/certs/ca-certificates.crt

# start_fresh_server NAME SUITE: the distribution and nothing else, but for Hokku's code in /root/hokku.
start_fresh_server() {
  copy_checkout
  "$ROOT/scripts/build-stack" --suite "$2" --only-base >/dev/null
  start_machine "$1" "hokku/stack-base:$2"
  put_checkout "$1" root /root
}

# start_server NAME FLAGS...: what scripts/install has made of such a machine; its packages come from an image, and so does `busybox`,
# which others pull.
start_server() {
  local authorities=()
  if [[ -r $AUTHORITIES ]]; then authorities=(--volume "$(realpath "$AUTHORITIES"):$AUTHORITIES:ro"); fi
  make_image bookworm
  start_host "$1" "${authorities[@]}"
  on "$1" "$INSTALL ${*:2} && ln -s /hokku-src /root/hokku"
  make_busybox "$1"
}

# start_neighbour NAME: the same, with this machine's engine in the place of one of its own.
start_neighbour() {
  make_image bookworm
  start_host "$1" --volume /var/run/docker.sock:/var/run/docker.sock
  on "$1" "groupmod --non-unique --gid $(stat -c %g /var/run/docker.sock) docker && $INSTALL"
}

# start_client NAME: git that knows its user's name, ssh and a key.
start_client() {
  copy_checkout
  make_reader_image client
  start_machine "$1" hokku/walk-client
  as_reader "$1" 'ssh-keygen -q -t ed25519 -N "" -f ~/.ssh/id_ed25519'
  as_reader "$1" 'git config --global user.name Ada && git config --global user.email ada@example.com'
}

# start_desk NAME: Docker for an ordinary user, who has no key, and what README says has to be there.
start_desk() {
  copy_checkout
  make_reader_image desk
  start_machine "$1" hokku/walk-desk
  start_engine "$1"
  put_checkout "$1" "$READER" "$(as_reader "$1" pwd)"
}

# start_browser NAME: Chromium, and the checkout in /hokku-src with what drives it.
start_browser() {
  copy_checkout
  make_reader_image browser
  start_machine "$1" hokku/walk-browser --volume "$CHECKOUT:/hokku-src:ro" --volume "$ROOT/node_modules:/hokku-src/node_modules:ro"
}

as_reader() { docker exec "$1" su --login "$READER" -c "$2"; }

make_reader_image() {
  "$ROOT/scripts/build-stack" --suite bookworm --only-base >/dev/null
  docker build --quiet --target "$1" --tag "hokku/walk-$1" - <"$ROOT/test/walks/Dockerfile" >/dev/null 2>&1
}

# start_machine NAME IMAGE [docker run flags]: where the network of the machine that tests vouches for itself, so it does there.
start_machine() {
  remove_host "$1"
  engine_flags
  if [[ -r $AUTHORITIES ]]; then ENGINE_FLAGS+=(--volume "$(realpath "$AUTHORITIES"):/run/host-authorities.crt:ro"); fi
  docker run --detach --init --name "$1" "${ENGINE_FLAGS[@]}" "${@:3}" "$2" sleep infinity >/dev/null
  on "$1" 'mount -o remount,rw /proc/sys && echo NODE_EXTRA_CA_CERTS=/run/host-authorities.crt >>/etc/environment'
}

# put_checkout NAME USER HOME: the code as it is now, without node_modules.
put_checkout() {
  tar -C "$CHECKOUT" --exclude=./node_modules --transform 's,^\.,hokku,' -c . | docker exec --interactive "$1" tar -C "$3" --no-same-owner -x
  on "$1" "chown -R $2: '$3/hokku'"
}

# introduce CLIENT SERVER [KNOWN]: the client's key may log in as root, and, with KNOWN, push; ssh's question whether it is the right server
# is answered with yes.
introduce() {
  local key
  key="$(as_reader "$1" 'cat ~/.ssh/id_ed25519.pub')"
  on "$2" "mkdir -p -m 700 /root/.ssh && echo '$key' >>/root/.ssh/authorized_keys
    if [[ -n '${3:-}' ]]; then dokku ssh-keys:add $READER <<<'$key'; fi"
  on "$1" 'printf "Host server *.test *.example.com\n  StrictHostKeyChecking accept-new\n" >/etc/ssh/ssh_config.d/walk.conf'
}

# name_server NAME ADDRESS NAMES...: as DNS would.
name_server() { on "$1" "echo '${*:2}' >>/etc/hosts"; }

address_of() { docker inspect --format '{{.NetworkSettings.IPAddress}}' "$1"; }

# give_image NAME IMAGE: made here, of the stack or of a folder of test/fixtures, and brought to that machine's engine.
give_image() {
  case "$2" in
  hokku/stack:*) "$ROOT/scripts/build-stack" --suite bookworm >/dev/null ;;
  hokku/test-*) docker build --quiet --tag "$2" "$ROOT/test/fixtures/${2#hokku/test-}" >/dev/null ;;
  esac
  docker save "$2" | docker exec --interactive "$1" docker load --quiet
}

# status_of NAME URL: what curl, on the network of that machine, gets for it.
status_of() {
  docker run --rm --network "container:$1" --label "$LABEL" hokku/test-host:bookworm \
    curl --silent --insecure --output /dev/null --max-time 10 --write-out '%{http_code}' "$2"
}

"$@"
