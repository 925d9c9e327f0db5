# shellcheck shell=bash
# What the two web servers of the stack share: where Apache keeps its things,
# and how it takes over the process.

# prepare_apache <document root, relative to the app or absolute>
prepare_apache() {
  declare docroot="$1"
  if [[ ! -d "$docroot" ]]; then
    printf ' !     There is no folder "%s" in the app to serve.\n' "$docroot" >&2
    exit 1
  fi
  DOCROOT="$(cd "$docroot" && pwd -P)"
  RUN_DIR="$(mktemp -d /tmp/apache.XXXXXX)"
  export DOCROOT RUN_DIR PORT="${PORT:-5000}"
}

# run_apache, with the configuration on stdin
run_apache() {
  cat >"$RUN_DIR/httpd.conf"
  exec /usr/sbin/apache2 -D FOREGROUND -f "$RUN_DIR/httpd.conf"
}
