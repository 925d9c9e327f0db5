# shellcheck shell=bash
# The image the sample app stands on, made in seconds from files of this machine: the Node that Hokku runs on, and a shell. Sourced.

readonly SAMPLE_IMAGE=hokku/node:26

# make_node_image: `hokku/node:26`, where it is not there yet. No registry is asked, and nothing is fetched.
make_node_image() {
  local room program
  if docker image inspect "$SAMPLE_IMAGE" >/dev/null 2>&1; then return 0; fi
  say "Making the image $SAMPLE_IMAGE for the sample app"
  room="$(mktemp -d)"
  mkdir -p "$room"/{bin,tmp,app,etc}
  ln -s bin "$room/sbin"
  put_program "$room" "$(core/node -p process.execPath)"
  for program in bash cat env grep ls ps sleep; do put_program "$room" "$(type -P "$program" || true)"; done
  ln -s bash "$room/bin/sh"
  printf 'root:x:0:0:root:/app:/bin/bash\n' >"$room/etc/passwd"
  chmod 755 "$room"
  tar -C "$room" -c --owner=0 --group=0 . |
    docker import --change 'ENV PATH=/bin' --change 'WORKDIR /app' --change 'CMD ["node"]' - "$SAMPLE_IMAGE" >/dev/null
  rm -rf "$room"
}

# put_program ROOM FILE: a program and the libraries it is linked with.
put_program() {
  if [[ -z $2 ]]; then return 0; fi
  cp --dereference "$2" "$1/bin/"
  ldd "$2" | grep -o '/[^ ]*' | while IFS= read -r library; do
    if [[ ! -e $1$library ]]; then cp --dereference --parents --target-directory "$1" "$library"; fi
  done
}
