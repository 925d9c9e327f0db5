#!/usr/bin/env bash
# Apps: which there are, what they may be called, whether they run. No trigger is fired where a file tells.

# Refuses an app that does not exist, or that the caller may not see, with exit code 20.
verify_app_name() {
  declare APP="${1:-}"
  if [[ -z $APP ]]; then DOKKU_FAIL_EXIT_CODE=20 dokku_log_fail "Please specify an app to run the command on"; fi
  if ! [[ $APP =~ ^[a-z0-9][a-z0-9._-]*$ && $APP != tls && -d $DOKKU_ROOT/$APP && $(fn-hokku-visible "$APP") == "$APP" ]]; then
    DOKKU_FAIL_EXIT_CODE=20 dokku_log_fail "App $APP does not exist"
  fi
}

fn-is-valid-app-name() {
  if [[ -z ${1:-} ]]; then dokku_log_fail "Please specify an app to run the command on"; fi
  [[ $1 =~ ^[a-z0-9][a-z0-9.-]*$ ]]
}

# The same with underscores, which names had until 0.23.
fn-is-valid-app-name-old() {
  if [[ -z ${1:-} ]]; then dokku_log_fail "Please specify an app to run the command on"; fi
  [[ $1 =~ ^[a-z0-9][a-z0-9._-]*$ ]]
}

is_valid_app_name() {
  if ! fn-is-valid-app-name "${1:-}"; then
    dokku_log_fail "$1 cannot be the name of an app: use lower-case letters, digits, dots and hyphens, beginning with a letter or digit"
  fi
}

is_valid_app_name_old() {
  if ! fn-is-valid-app-name-old "${1:-}"; then
    dokku_log_fail "$1 cannot be the name of an app: use lower-case letters, digits, dots, hyphens and underscores"
  fi
}

# Prints all apps the caller may see, one a line; with "false", all there are. Having none is a failure.
dokku_apps() {
  declare FILTER="${1:-true}"
  local app apps=() seen
  for app in "$DOKKU_ROOT"/*/; do
    app="${app%/}"
    app="${app##*/}"
    if [[ $app =~ ^[a-z0-9] && $app != tls ]]; then apps+=("$app"); fi
  done
  seen="$(IFS=$'\n' && printf '%s' "${apps[*]}")"
  if [[ $FILTER != false && -n $seen ]]; then seen="$(fn-hokku-visible "${apps[@]}")"; fi
  if [[ -z $seen ]]; then dokku_log_fail "You haven't deployed any applications yet"; fi
  printf '%s\n' "$seen"
}

# Prints those of the apps that plugins let the caller see. A hook that fails shows nobody anything.
fn-hokku-visible() {
  local seen
  if fn-plugn-trigger-exists user-auth-app; then
    seen="$(plugn trigger user-auth-app "${SSH_USER:-}" "${SSH_NAME:-}" "$@" </dev/null)" || return 0
    printf '%s\n' "$seen"
  else
    printf '%s\n' "$@"
  fi
}

# Whether any enabled plugin has a hook for a trigger.
fn-plugn-trigger-exists() {
  declare TRIGGER="$1"
  local root file
  for root in "$PLUGIN_CORE_ENABLED_PATH" "$PLUGIN_ENABLED_PATH" "$PLUGIN_PATH"; do
    for file in "$root"/*/"$TRIGGER" "$root"/*/"$TRIGGER.ts"; do
      if [[ -f $file && -x $file ]]; then return 0; fi
    done
  done
  return 1
}

# Prints who runs an app's containers. Contract: the property since 0.26, the variable before.
get_app_scheduler() {
  declare APP="$1"
  fn-hokku-property scheduler "$APP" selected "${DOKKU_SCHEDULER:-docker-local}"
  printf '%s\n' "$REPLY"
}

# Whether an app has been deployed. The local scheduler writes its containers down; others are asked.
is_deployed() {
  declare APP="$1"
  local file scheduler
  for file in "$DOKKU_ROOT/$APP"/CONTAINER "$DOKKU_ROOT/$APP"/CONTAINER.*; do
    if [[ -f $file ]]; then return 0; fi
  done
  scheduler="$(get_app_scheduler "$APP")"
  if [[ $scheduler == docker-local ]] || ! fn-plugn-trigger-exists scheduler-is-deployed; then return 1; fi
  plugn trigger scheduler-is-deployed "$scheduler" "$APP" </dev/null >/dev/null 2>&1
}

# Prints an app's first address (`url`) or all of them (`urls`).
get_app_urls() {
  declare KIND="$1" APP="$2"
  verify_app_name "$APP"
  fn-hokku-ask "" domains-urls "$APP" "$KIND"
}

# Prints true, or false for an app whose domains are disabled.
is_app_vhost_enabled() {
  declare APP="$1"
  fn-hokku-load-config
  if [[ $(config_get "$APP" NO_VHOST || true) == 1 ]]; then echo false; else echo true; fi
}

dokku_version() {
  fn-hokku-dokku version
}
