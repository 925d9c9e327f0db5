# shellcheck shell=bash
# How build-stack says that it cannot go on.

fail() {
  printf ' !     %s\n' "$@" >&2
  exit 1
}

fail_usage() {
  printf ' !     %s\n' "$@" >&2
  usage >&2
  exit 2
}
