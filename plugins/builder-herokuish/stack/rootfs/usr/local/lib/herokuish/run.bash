#!/usr/bin/env bash
# How a process of the app comes to run: as its user, in its folder, with its
# profile, and such that signals reach it.

# Called first: as root it hands over and runs the same command again.
run_as_app_user() {
  if [[ "$EUID" -ne 0 || "$HEROKUISH_SETUIDGUID" == false ]]; then
    return
  fi
  local user
  user="$(app_user)"
  if [[ "$HEROKUISH_DISABLE_CHOWN" != true && -d "$APP_PATH" ]]; then
    give "$user" "$APP_PATH"
  fi
  open_output_to "$user"
  become "$user" "$@"
}

# So that the app may open /dev/stdout and /dev/stderr, which belong to root.
open_output_to() {
  declare user="$1"
  local stream
  for stream in /dev/stdout /dev/stderr; do
    if [[ -p "$stream" || -t 1 ]]; then
      chown "$user" "$stream" 2>/dev/null || true
    fi
  done
}

enter_app() {
  mkdir -p "$APP_PATH" 2>/dev/null || true
  cd "$APP_PATH" || exit
  load_env_dir ""
  load_profile
  cd "$APP_PATH" || exit
}
