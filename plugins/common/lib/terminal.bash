#!/usr/bin/env bash
# The terminal, what is kept off it, and the flags in front of every command.

# Whether there is a person at stdin. DOKKU_FORCE_TTY=true and DOKKU_DISABLE_TTY=true say so without looking.
has_tty() {
  if [[ ${DOKKU_FORCE_TTY:-} == true ]]; then return 0; fi
  if [[ ${DOKKU_DISABLE_TTY:-} == true ]]; then return 1; fi
  [[ -t 0 ]]
}

# Runs a command silently. If it fails, all it said is shown and its exit code returned.
suppress_output() {
  local kept status=0
  kept="$(mktemp "${TMPDIR:-/tmp}/dokku-${DOKKU_PID:-$$}-suppress_output.XXXXXX")"
  "$@" >"$kept" 2>&1 || status="$?"
  if [[ $status != 0 ]]; then cat "$kept"; fi
  rm -f "$kept"
  return "$status"
}

# Takes note of the global flags among the words, as `dokku` itself does.
parse_args() {
  local word previous="" flags=""
  for word in "$@"; do
    case "$word" in
    --quiet) export DOKKU_QUIET_OUTPUT=1 ;;
    --trace) export DOKKU_TRACE=1 ;;
    --force) export DOKKU_APPS_FORCE_DELETE=1 ;;
    esac
    if [[ $previous == --app ]]; then
      export DOKKU_APP_NAME="$word"
    elif [[ $word == --* ]]; then
      flags+=" $word"
    else
      break
    fi
    previous="$word"
  done
  export DOKKU_GLOBAL_FLAGS="${DOKKU_GLOBAL_FLAGS:-}$flags"
}
