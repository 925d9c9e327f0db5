# shellcheck shell=bash
# The two layers above the base: packages, which need the network and minutes,
# and the stack's own files, which need neither. Each image bears the hash of
# what it was made from.

declare -r INPUTS=com.hokku.stack.inputs

is_current() {
  [[ "$(label_of "$TAG")" == "$(stack_hash)" ]]
}

label_of() {
  declare image="$1"
  docker image inspect --format "{{index .Config.Labels \"$INPUTS\"}}" "$image" 2>/dev/null || true
}

packages_hash() {
  (
    cat "$PLUGIN/stack/packages" "$PLUGIN/stack/install-packages"
    echo "$SUITE ${BASE:-own} $(uname -m)"
  ) | sha256sum | cut -d ' ' -f 1
}

stack_hash() {
  (
    cd "$PLUGIN" || exit
    packages_hash
    find stack/Dockerfile stack/rootfs buildpacks -type f ! -name '*.pyc' -printf '%m %p\n' | sort
    find stack/Dockerfile stack/rootfs buildpacks -type f ! -name '*.pyc' -print0 | sort -z | xargs -0 cat
  ) | sha256sum | cut -d ' ' -f 1
}

make_packages() {
  local own="hokku/stack-packages:$SUITE" container="hokku-stack-packages-$SUITE" flags proxies packages log
  if [[ -z "$FORCE" && "$(label_of "$own")" == "$(packages_hash)" ]]; then
    echo "-----> Packages: $own is here"
    return
  fi

  mapfile -t packages < <(grep -v '^#' "$PLUGIN/stack/packages")
  mapfile -t flags < <(apt_network_flags)
  mapfile -t proxies < <(apt_proxies)
  echo "-----> Packages: ${#packages[@]} and what they need, from $(mirror)"
  docker rm --force "$container" >/dev/null 2>&1 || true
  log="$(mktemp)"
  if ! docker run --name "$container" --label com.hokku.stack=packages "${flags[@]}" "$(base_image)" \
    bash -c "$(<"$PLUGIN/stack/install-packages")" install-packages "$(sources)" "${proxies[@]}" "${packages[@]}" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    docker rm --force "$container" >/dev/null
    fail "The packages could not be installed; apt's last words are above."
  fi
  docker commit --change "LABEL $INPUTS=$(packages_hash)" --change 'CMD ["/bin/bash"]' \
    "$container" "$own" >/dev/null
  docker rm --force "$container" >/dev/null
  rm -f "$log"
}

make_stack() {
  local log before also=()
  log="$(mktemp)"
  before="$(docker image inspect --format '{{.Id}}' "$TAG" 2>/dev/null || true)"
  if [[ "$TAG" == "hokku/stack:$SUITE" ]]; then
    also=(--tag hokku/stack:latest)
  fi
  echo "-----> Stack: herokuish, buildpacks: $(find "$PLUGIN/buildpacks" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | xargs)"
  if ! docker build --file "$PLUGIN/stack/Dockerfile" --build-arg "BASE=hokku/stack-packages:$SUITE" \
    --build-arg "STACK=$(heroku_name)" --label "$INPUTS=$(stack_hash)" \
    --label "com.gliderlabs.herokuish/stack=$(heroku_name)" --tag "$TAG" "${also[@]}" "$PLUGIN" >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "docker build of the last layer failed; its last words are above."
  fi
  rm -f "$log"
  # What this one replaces goes, unless an app still stands on it.
  if [[ -n "$before" && "$(docker image inspect --format '{{len .RepoTags}}' "$before" 2>/dev/null)" == 0 ]]; then
    docker rmi "$before" >/dev/null 2>&1 || true
  fi
}

# Foreign buildpacks fetch binaries by the name of Heroku's stack; this is the
# newest of theirs whose C library is not newer than ours.
heroku_name() {
  case "$SUITE" in
  trixie | forky | noble | plucky | questing | resolute) echo heroku-24 ;;
  *) echo heroku-22 ;;
  esac
}
