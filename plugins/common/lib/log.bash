#!/usr/bin/env bash
# Talk, in the shapes every plugin uses. The `_quiet` ones are silent while DOKKU_QUIET_OUTPUT is set.

fn-hokku-line() {
  local IFS=' '
  printf '%s\n' "$1${*:2}"
}

dokku_log_info1() { fn-hokku-line '-----> ' "$@"; }
dokku_log_info2() { fn-hokku-line '=====> ' "$@"; }
dokku_log_verbose() { fn-hokku-line '       ' "$@"; }
dokku_log_exclaim() { fn-hokku-line ' !     ' "$@"; }
dokku_log_warn() { fn-hokku-line ' !     ' "$@" >&2; }
dokku_log_stderr() { fn-hokku-line '' "$@" >&2; }

dokku_log_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then fn-hokku-line '' "$@"; fi; }
dokku_log_info1_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_log_info1 "$@"; fi; }
dokku_log_info2_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_log_info2 "$@"; fi; }
dokku_log_verbose_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_log_verbose "$@"; fi; }
dokku_log_exclaim_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_log_exclaim "$@"; fi; }
dokku_log_warn_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_log_warn "$@"; fi; }

# Columns: four of 25, or a sign and four of 18 and 25.
dokku_col_log_msg() { printf '%-25s %-25s %-25s %-25s\n' "$@"; }
dokku_col_log_info1() { printf '%-6s %-18s %-25s %-25s %-25s\n' '----->' "$@"; }
dokku_col_log_info2() { printf '%-6s %-18s %-25s %-25s %-25s\n' '=====>' "$@"; }
dokku_col_log_msg_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_col_log_msg "$@"; fi; }
dokku_col_log_info1_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_col_log_info1 "$@"; fi; }
dokku_col_log_info2_quiet() { if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_col_log_info2 "$@"; fi; }

# Says what went wrong and ends the script, with DOKKU_FAIL_EXIT_CODE or 1.
dokku_log_fail() {
  dokku_log_warn "$@"
  exit "${DOKKU_FAIL_EXIT_CODE:-1}"
}

dokku_log_fail_quiet() {
  dokku_log_warn_quiet "$@"
  exit "${DOKKU_FAIL_EXIT_CODE:-1}"
}

# Says why there is nothing more to do and ends the script well.
dokku_log_exit() {
  dokku_log_stderr "$@"
  exit 0
}

dokku_log_exit_quiet() {
  if [[ -z ${DOKKU_QUIET_OUTPUT:-} ]]; then dokku_log_stderr "$@"; fi
  exit 0
}

# Tells the system's log; a host without one loses nothing else.
dokku_log_event() {
  if command -v logger >/dev/null; then logger -t dokku-event -i -- "$@" || true; fi
}

dokku_log_plugn_trigger_call() {
  declare HOOK="$1"
  dokku_log_event "INVOKED: $HOOK( ${*:2} ) NAME=${NAME:-} FINGERPRINT=${FINGERPRINT:-} DOKKU_PID=${DOKKU_PID:-}"
}

dokku_log_pluginhook_call() { dokku_log_plugn_trigger_call "$@"; }
