# shellcheck shell=bash
# How a process of the app comes to run: as its user, in its folder, with its
# profile, and such that signals reach it.

# Called first: as root it hands over and runs the same command again.
run_as_app_user() {
  if [[ "$EUID" -ne 0 || "$HEROKUISH_SETUIDGUID" == false ]]; then
    return
  fi
  local user
  user="$(app_user)"
  if [[ "$HEROKUISH_DISABLE_CHOWN" != true && -d "$STACK_APP" ]]; then
    give "$user" "$STACK_APP"
  fi
  open_output_to "$user"
  become "$user" "$@"
}

# So that the app may open /dev/stdout and /dev/stderr, which belong to root.
open_output_to() {
  declare user="$1"
  local stream
  for stream in "/proc/$$/fd/1" "/proc/$$/fd/2"; do
    if [[ -p "$stream" || "$(readlink "$stream")" == /dev/pts/* ]]; then
      chown "$user" "$stream" 2>/dev/null || true
    fi
  done
}

enter_app() {
  mkdir -p "$STACK_APP" 2>/dev/null || true
  cd "$STACK_APP" || exit
  load_env_dir ""
  load_profile
  cd "$STACK_APP" || exit
}
