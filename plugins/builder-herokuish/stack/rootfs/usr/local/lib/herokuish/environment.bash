# shellcheck shell=bash
# What the app and its buildpacks find in their environment.

# One file a variable, as config writes them; at build time without the names
# that would break the buildpack's own tools.
load_env_dir() {
  declare not_these="$1"
  local file name
  for file in "$STACK_ENV"/*; do
    name="$(basename "$file")"
    if [[ -r "$file" && " $not_these " != *" $name "* ]] && may_set "$name"; then
      export "$name=$(<"$file")"
    fi
  done
}

# A name the shell does not keep for itself, as it keeps UID.
may_set() {
  declare name="$1"
  [[ "$name" =~ ^[A-Za-z_][A-Za-z0-9_]*$ && "${!name@a}" != *r* ]]
}

# The .env of the source fills in what nobody has set; nothing in it is run.
load_env_file() {
  declare file="$1"
  local pair pairs
  if [[ ! -f "$file" ]]; then
    return
  fi
  mapfile -d '' -t pairs < <("$HEROKUISH_LIB/read-envfile" "$file")
  wait "$!" || fail "$file cannot be read as a list of NAME=value lines."
  for pair in "${pairs[@]}"; do
    if [[ ! -v "${pair%%=*}" ]]; then
      export "${pair?}"
    fi
  done
}

# A script of a buildpack or of the app, in this shell, and forgiving: one that
# fails halfway has always been let through. With caller = the file name.
source_kindly() {
  declare script="$1"
  set +eo pipefail
  # shellcheck source=/dev/null
  source "$script"
  set -eo pipefail
}

# .profile.d and .profile, in the order of herokuish.
load_profile() {
  local script
  for script in /etc/profile.d/*.sh "$STACK_APP"/.profile.d/*.sh "$STACK_APP/.profile"; do
    if [[ -s "$script" && -r "$script" ]]; then
      source_kindly "$script"
    fi
  done
  hash -r
}
