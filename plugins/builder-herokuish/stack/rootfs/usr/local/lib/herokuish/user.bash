# shellcheck shell=bash
# Who the app's processes are: never root, unless the operator says so twice
# (a root container and HEROKUISH_SETUIDGUID=false, herokuish's own switch).

# $USER when it names somebody, else the owner of the app, else herokuishuser.
app_user() {
  local name="$USER"
  if [[ -z "$name" || "$name" == root ]]; then
    name="$(stat -c %U "$STACK_APP" 2>/dev/null || true)"
  fi
  case "$name" in
  "" | root | UNKNOWN) name=herokuishuser ;;
  esac
  if ! id "$name" >/dev/null 2>&1; then
    fail "USER asks for \"$name\", and the image has no such user." \
      "Create it in the image, or unset DOKKU_APP_USER to run as herokuishuser."
  fi
  echo "$name"
}

# Gives a tree to a user, changing only what is not theirs yet, and never
# crossing into storage mounted below it.
give() {
  declare user="$1" tree="$2"
  find "$tree" -xdev \( ! -user "$user" -o ! -group "$(id -gn "$user")" \) \
    -exec chown --no-dereference "$user:" {} +
}

# Replaces this process by the command, run as the user.
become() {
  declare user="$1"
  USER="$user" LOGNAME="$user" exec setpriv --reuid "$user" --regid "$(id -g "$user")" \
    --init-groups -- "${@:2}"
}
