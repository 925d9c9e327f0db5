# shellcheck shell=bash
# The app's source on its way: mounted or extracted, copied for the build,
# and the result moved to where it runs.

# A tree mounted at the import path replaces what the image holds.
take_in_source() {
  mkdir -p "$STACK_APP" "$STACK_ENV" "$STACK_CACHE" "$STACK_BUILDPACK"
  if [[ -d "$STACK_IMPORT" && -n "$(ls -A "$STACK_IMPORT")" ]]; then
    empty "$STACK_APP"
    cp -a "$STACK_IMPORT/." "$STACK_APP"
  fi
}

hand_over_trees() {
  declare user="$1"
  local tree
  rm -rf "$STACK_BUILD" "$STACK_BUILDPACK/custom"
  install -d -o "$user" -g "$(id -gn "$user")" "$STACK_BUILD" "$STACK_BUILDPACK/custom"
  # Their own folders only: a buildpack writes its export there.
  chown "$user:" "$STACK_BUILDPACK" "$STACK_BUILDPACK"/* 2>/dev/null || true
  for tree in "$STACK_APP" "$STACK_CACHE"; do
    give "$user" "$tree"
  done
  hand_over_config "$user"
}

# Config mounted read-only may be readable by its owner alone. The user gets a
# copy in memory, which no image will hold.
hand_over_config() {
  declare user="$1"
  if give "$user" "$STACK_ENV" 2>/dev/null; then
    return
  fi
  install -d -m 700 /dev/shm/env
  cp -r "$STACK_ENV/." /dev/shm/env
  give "$user" /dev/shm/env
  export ENV_PATH=/dev/shm/env
}

prepare_build() {
  mkdir -p "$STACK_APP" "$STACK_BUILD" "$STACK_CACHE" "$STACK_BUILDPACK/custom"
  if [[ -z "$(ls -A "$STACK_APP")" ]]; then
    fail "$STACK_APP is empty: there is no source to build." \
      "Extract the app there first (tar -xC $STACK_APP), or mount it at $STACK_IMPORT."
  fi
  cp -a --one-file-system "$STACK_APP/." "$STACK_BUILD"

  load_env_dir "PATH HOME USER LD_PRELOAD LIBRARY_PATH CPATH CPPATH GIT_DIR"
  load_env_file "$STACK_APP/.env"
  share_proxy
  share_authorities
  export APP_DIR="$STACK_APP" REQUEST_ID="${REQUEST_ID:-build-$RANDOM}"
  export CURL_CONNECT_TIMEOUT="${CURL_CONNECT_TIMEOUT:-30}" CURL_TIMEOUT="${CURL_TIMEOUT:-180}"
}

move_into_app() {
  empty "$STACK_APP"
  if find "$STACK_BUILD" -mindepth 1 -maxdepth 1 -exec mv -t "$STACK_APP" {} + 2>/dev/null; then
    :
  else
    cp -a "$STACK_BUILD/." "$STACK_APP"
  fi
  rm -rf "${STACK_BUILD:?}"/* "$STACK_BUILDPACK/custom"/* "$STACK_BUILDPACK/custom/.reason"
}

# Storage mounted inside a tree is not the tree's: it stays.
empty() {
  declare tree="$1"
  find "$tree" -xdev -mindepth 1 -delete 2>/dev/null || true
}
