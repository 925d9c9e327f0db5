#!/usr/bin/env bash
# Containers of an app. Contract: `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>` holds the id of each one that serves.

# Prints the ids of an app's containers in one line: all, of a process type (`web`) or of one process (`web.1`).
get_app_container_ids() {
  declare APP="$1" KIND="${2:-}"
  local file ids=""
  for file in "$DOKKU_ROOT/$APP"/CONTAINER "$DOKKU_ROOT/$APP"/CONTAINER.*; do
    if [[ -f $file ]] && { [[ -z $KIND || $file == */CONTAINER."$KIND" ]] || [[ $KIND != *.* && $file == */CONTAINER."$KIND".* ]]; }; then
      ids+="${ids:+ }$(<"$file")"
    fi
  done
  printf '%s\n' "$ids"
}

# The same without those that do not run.
get_app_running_container_ids() {
  declare APP="$1" KIND="${2:-}"
  local id ids running=""
  if ! is_deployed "$APP"; then dokku_log_fail "App $APP has not been deployed"; fi
  read -ra ids <<<"$(get_app_container_ids "$APP" "$KIND")"
  for id in "${ids[@]}"; do
    if is_container_status "$id" Running; then running+="${running:+ }$id"; fi
  done
  printf '%s\n' "$running"
}

# Prints the process types an app has containers of, in one line.
get_app_running_container_types() {
  declare APP="$1"
  local file kind types=" "
  if ! is_deployed "$APP"; then dokku_log_fail "App $APP has not been deployed"; fi
  for file in "$DOKKU_ROOT/$APP"/CONTAINER.*; do
    kind="${file#*/CONTAINER.}"
    if [[ -f $file && $types != *" ${kind%%.*} "* ]]; then types+="${kind%%.*} "; fi
  done
  types="${types# }"
  printf '%s\n' "${types% }"
}

# Whether a container is `Running`, `Paused`, `Dead`, ... in the words of Docker's State.
is_container_status() {
  declare CONTAINER="$1" STATUS="$2"
  [[ $("${DOCKER_BIN:-docker}" container inspect --format "{{.State.$STATUS}}" "$CONTAINER" 2>/dev/null || true) == true ]]
}

is_container_running() {
  declare CONTAINER="$1"
  is_container_status "$CONTAINER" Running
}

# Whether any container of an app runs.
is_app_running() {
  declare APP="$1"
  [[ -n $(get_app_running_container_ids "$APP" 2>/dev/null || true) ]]
}

# Shows what a container said, indented.
dokku_container_log_verbose_quiet() {
  declare CONTAINER="$1"
  local line
  if [[ -n ${DOKKU_QUIET_OUTPUT:-} ]]; then return 0; fi
  "${DOCKER_BIN:-docker}" container logs "$CONTAINER" 2>&1 | while IFS= read -r line || [[ -n $line ]]; do
    dokku_log_verbose "$line"
  done || true
}
