#!/usr/bin/env bash
# The app's source on its way: mounted or extracted, copied for the build,
# and the result moved to where it runs.

# A tree mounted at the import path replaces what the image holds.
take_in_source() {
  mkdir -p "$APP_PATH" "$ENV_PATH" "$CACHE_PATH" "$BUILDPACK_PATH"
  if [[ -d "$IMPORT_PATH" && -n "$(ls -A "$IMPORT_PATH")" ]]; then
    empty "$APP_PATH"
    cp -a "$IMPORT_PATH/." "$APP_PATH"
  fi
}

# A read-only mount stays whose it is; the user must then be able to read it.
hand_over_trees() {
  declare user="$1"
  local tree
  rm -rf "$BUILD_PATH" "$BUILDPACK_PATH/custom"
  install -d -o "$user" -g "$(id -gn "$user")" "$BUILD_PATH" "$BUILDPACK_PATH/custom"
  for tree in "$APP_PATH" "$CACHE_PATH"; do
    give "$user" "$tree"
  done
  give "$user" "$ENV_PATH" 2>/dev/null || true
}

prepare_build() {
  mkdir -p "$APP_PATH" "$BUILD_PATH" "$CACHE_PATH" "$BUILDPACK_PATH/custom"
  if [[ -z "$(ls -A "$APP_PATH")" ]]; then
    fail "$APP_PATH is empty: there is no source to build." \
      "Extract the app there first (tar -xC $APP_PATH), or mount it at $IMPORT_PATH."
  fi
  cp -a --one-file-system "$APP_PATH/." "$BUILD_PATH"

  load_env_dir "PATH HOME USER LD_PRELOAD LIBRARY_PATH CPATH CPPATH GIT_DIR"
  load_env_file "$APP_PATH/.env"
  share_proxy
  share_authorities
  export APP_DIR="$APP_PATH" REQUEST_ID="${REQUEST_ID:-build-$RANDOM}"
  export CURL_CONNECT_TIMEOUT="${CURL_CONNECT_TIMEOUT:-30}" CURL_TIMEOUT="${CURL_TIMEOUT:-180}"
}

move_into_app() {
  empty "$APP_PATH"
  if find "$BUILD_PATH" -mindepth 1 -maxdepth 1 -exec mv -t "$APP_PATH" {} + 2>/dev/null; then
    :
  else
    cp -a "$BUILD_PATH/." "$APP_PATH"
  fi
  rm -rf "${BUILD_PATH:?}"/* "$BUILDPACK_PATH/custom"/*
}

# Storage mounted inside a tree is not the tree's: it stays.
empty() {
  declare tree="$1"
  find "$tree" -xdev -mindepth 1 -delete 2>/dev/null || true
}
