# shellcheck shell=bash
# The buildpack interface: bin/compile BUILD_DIR CACHE_DIR ENV_DIR, export,
# bin/release BUILD_DIR.

compile_all() {
  local index
  cd "$STACK_BUILD" || exit
  for index in "${!CHOSEN_PATHS[@]}"; do
    compile_one "${CHOSEN_PATHS[index]}" "${CHOSEN_NAMES[index]}"
  done
  write_config_vars
  cd /
}

compile_one() {
  declare folder="$1" name="$2"
  local code=0
  "$folder/bin/compile" "$STACK_BUILD" "$STACK_CACHE" "$STACK_ENV" 2>&1 </dev/null | indent || code="${PIPESTATUS[0]}"
  if [[ "$code" -ne 0 ]]; then
    warn "The build failed: the $name buildpack exited $code. Its last lines above say why."
    explain_network
    exit 1
  fi
  # What it offers to the buildpacks after it.
  if [[ -f "$folder/export" ]]; then
    source_kindly "$folder/export"
  fi
  release_one "$folder" "$name"
}

# The last buildpack that releases anything has the say.
release_one() {
  declare folder="$1" name="$2"
  if [[ ! -f "$folder/bin/release" ]]; then
    return
  fi
  "$folder/bin/release" "$STACK_BUILD" "$STACK_CACHE" >"$STACK_BUILD/.release.new" </dev/null ||
    fail "The build failed: bin/release of the $name buildpack exited $?."
  "$HEROKUISH_LIB/read-release" "$STACK_BUILD/.release.new" default_process_types >/dev/null
  if [[ -s "$STACK_BUILD/.release.new" ]]; then
    mv "$STACK_BUILD/.release.new" "$STACK_BUILD/.release"
  fi
  rm -f "$STACK_BUILD/.release.new"
}

# Defaults only: what the app's config sets, wins. PATH is never a default.
write_config_vars() {
  local name value script="$STACK_BUILD/.profile.d/00_config_vars.sh"
  if [[ ! -s "$STACK_BUILD/.release" ]]; then
    return
  fi
  mkdir -p "$STACK_BUILD/.profile.d"
  while IFS= read -r -d '' name && IFS= read -r -d '' value; do
    if [[ ! "$name" =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]]; then
      continue
    fi
    value="${value//\\/\\\\}"
    value="${value//\"/\\\"}"
    value="${value//\`/\\\`}"
    if [[ "$name" == PATH ]]; then
      printf 'export PATH="%s"\n' "$value"
    else
      printf "export %s=\"\${%s-\"%s\"}\"\n" "$name" "$name" "$value"
    fi
  done < <("$HEROKUISH_LIB/read-release" "$STACK_BUILD/.release" config_vars) >"$script"
  if [[ ! -s "$script" ]]; then
    rm "$script"
  fi
}
