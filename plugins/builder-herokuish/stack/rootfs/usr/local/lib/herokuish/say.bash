# shellcheck shell=bash
# How the stack talks: steps and details on stdout, trouble on stderr.

title() {
  printf -- '-----> %s\n' "$*"
}

detail() {
  printf '       %s\n' "$@"
}

warn() {
  printf ' !     %s\n' "$@" >&2
}

fail() {
  warn "$@"
  exit 1
}

# Steps and trouble keep their place, every other line moves in by seven.
indent() {
  sed -u -E '/^(-----|=====| !  |       )/! s/^/       /'
}
