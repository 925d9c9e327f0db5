# shellcheck shell=bash
# The lowest layer: a bare Debian or Ubuntu, pulled where that is possible,
# else made here by debootstrap.

declare ROOM=""

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
  if [[ "$EUID" -ne 0 ]]; then
    fail "Without a registry the base is made by debootstrap, and that needs root, once:" \
      "  sudo $0 --suite $SUITE" \
      "or, with an image of $SUITE at hand:" \
      "  $0 --base IMAGE"
  fi
  need_packages debootstrap:debootstrap
  need_keyring

  echo "-----> Base: debootstrap $SUITE from $(mirror)"
  # A fixed place, root's alone: what a killed run left there is cleared first.
  trap clear_room EXIT
  ROOM="/var/cache/hokku-stack/$SUITE"
  clear_room
  mkdir -p "$ROOM"
  if ! debootstrap --variant=minbase "--components=$(components | tr ' ' ',')" "$SUITE" "$ROOM/root" "$(mirror)" "$(debootstrap_script)" >"$ROOM/log" 2>&1; then
    tail -n 15 "$ROOM/log" >&2
    fail "debootstrap could not make $SUITE from $(mirror); its last words are above."
  fi
  tar -C "$ROOM/root" --exclude='./var/cache/apt/*' --exclude='./var/lib/apt/lists/*' --exclude='./dev/*' -c . |
    docker import --change 'CMD ["/bin/bash"]' - "$own" >/dev/null
  clear_room
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
