# shellcheck shell=bash
# Sourced.

# translated WHAT: says so on stderr, once for all that one `dokku` starts. The file holds what was said last, and for whom.
translated() {
  declare what="$1"
  local file="${DOKKU_LIB_ROOT:-/var/lib/dokku}/data/legacy/translated-$EUID" tree="" said=""
  tree="$DOKKU_PID $(stat --format %Y "/proc/$DOKKU_PID" 2>/dev/null || true)"
  if [[ -f $file ]]; then said="$(<"$file")"; fi
  if [[ ${said%%$'\n'*} != "$tree" ]]; then said="$tree"; fi
  if [[ $'\n'$said$'\n' == *$'\n'"$what"$'\n'* ]]; then return; fi
  echo " !     For a plugin of Docker 1.x: $what" >&2
  if mkdir -p "${file%/*}" 2>/dev/null; then printf '%s\n%s\n' "$said" "$what" >"$file" 2>/dev/null || true; fi
}
