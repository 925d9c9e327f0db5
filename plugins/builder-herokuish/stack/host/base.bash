# shellcheck shell=bash
# The lowest layer: a bare Debian or Ubuntu, pulled where that is possible,
# else made here by debootstrap.

declare ROOM="" TOOLS=""

base_image() {
  echo "${BASE:-hokku/stack-base:$SUITE}"
}

make_base() {
  local own="hokku/stack-base:$SUITE" public="debian:$SUITE-slim"
  if [[ -n "$BASE" ]]; then
    docker image inspect "$BASE" >/dev/null 2>&1 || docker pull "$BASE" || fail "There is no image $BASE here, and it cannot be pulled."
    return
  fi
  if [[ -z "$FORCE" ]] && docker image inspect "$own" >/dev/null 2>&1; then
    echo "-----> Base: $own is here"
    return
  fi

  if is_ubuntu; then
    public="ubuntu:$SUITE"
  fi
  echo "-----> Base: pulling $public"
  if timeout 60 docker pull --quiet "$public" >/dev/null 2>&1; then
    docker tag "$public" "$own"
    return
  fi
  echo "       $public cannot be pulled here"
  bootstrap "$own"
}

bootstrap() {
  declare own="$1"
  local tree=tree_by_root
  if [[ "$EUID" -ne 0 ]]; then
    tree=tree_in_container
  fi
  need_packages debootstrap:debootstrap
  need_keyring
  echo "-----> Base: debootstrap $SUITE from $(mirror)"
  # What came to an end too early is no base.
  if ! "$tree" "$SUITE" "$(components)" "$(mirror)" "$(debootstrap_script)" |
    docker import --change 'CMD ["/bin/bash"]' - "$own.new" >/dev/null; then
    docker rmi "$own.new" >/dev/null 2>&1 || true
    exit 1
  fi
  docker tag "$own.new" "$own"
  docker rmi "$own.new" >/dev/null
}

tree_by_root() {
  trap clear_room EXIT
  # A fixed place, root's alone: what a killed run left there is cleared first.
  ROOM="/var/cache/hokku-stack/$SUITE"
  clear_room
  mkdir -p "$ROOM"
  make_tree "$ROOM" "$@"
}

# Who may use Docker is root in a container: in one with this host's own programs, as no other image need be there.
tree_in_container() {
  TOOLS="hokku/stack-tools:$$"
  trap 'docker rmi --force "$TOOLS" >/dev/null 2>&1' EXIT
  tar -C / -c bin sbin lib lib64 etc/passwd etc/group etc/nsswitch.conf etc/alternatives etc/ld.so.cache | docker import - "$TOOLS" >/dev/null
  declare maker
  maker="$(declare -f make_tree)"
  docker run --rm --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined --network host \
    --volume /usr:/usr:ro --tmpfs /tmp:exec --volume /room --env HOME=/tmp --env LC_ALL=C \
    --env PATH=/usr/sbin:/usr/bin:/sbin:/bin "$TOOLS" /bin/bash -c "set -eo pipefail; $maker; make_tree /room \"\$@\"" make_tree "$@"
}

# make_tree ROOM SUITE COMPONENTS MIRROR SCRIPT: the release as a tar archive.
make_tree() {
  declare room="$1" suite="$2" components="$3" mirror="$4" script="$5"
  if ! debootstrap --variant=minbase "--components=${components// /,}" "$suite" "$room/root" "$mirror" "$script" >"$room/log" 2>&1; then
    tail -n 15 "$room/log" >&2
    echo " !     debootstrap could not make $suite from $mirror; its last words are above." >&2
    return 1
  fi
  tar -C "$room/root" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' --exclude='./dev/*' -c .
}

# What the release is signed with. A Debian 12 has no package of Ubuntu's keys.
need_keyring() {
  local name=debian
  if is_ubuntu; then
    name=ubuntu
  fi
  if [[ -e "/usr/share/keyrings/$name-archive-keyring.gpg" ]]; then
    return
  fi
  apt_get install "$name-keyring" 2>/dev/null || apt_get install "$name-archive-keyring" 2>/dev/null ||
    echo "       This host has no package of the keys $SUITE is signed with: its signature is not checked"
}

# How the release is made: by the script of that name, or, of one newer than this debootstrap, as its elders were.
debootstrap_script() {
  local scripts="${DEBOOTSTRAP_DIR:-/usr/share/debootstrap}/scripts"
  if [[ -e "$scripts/$SUITE" ]]; then
    echo "$scripts/$SUITE"
  elif is_ubuntu; then
    echo "$scripts/gutsy"
  else
    echo "$scripts/sid"
  fi
}

# debootstrap may leave /proc mounted when it is stopped.
clear_room() {
  if [[ -n "$ROOM" ]]; then
    umount "$ROOM/root/proc" "$ROOM/root/sys" 2>/dev/null || true
    rm -rf --one-file-system "$ROOM"
  fi
}
