#!/usr/bin/env bash
# The steps of a deploy, for plugins that start one themselves. Each is a trigger or a command; nothing is done here.

# Releases and starts what has been built.
release_and_deploy() {
  declare APP="$1" TAG="${2:-latest}" SOURCE="${3:-deploy}"
  plugn trigger release-and-deploy "$APP" "$TAG" "$SOURCE"
}

dokku_build() {
  declare APP="$1" BUILDER="$2" FOLDER="$3"
  if ! plugn trigger builder-build "$BUILDER" "$APP" "$FOLDER"; then dokku_log_fail "App build failed"; fi
}

dokku_release() {
  declare APP="$1" BUILDER="$2" TAG="${3:-latest}"
  plugn trigger builder-release "$BUILDER" "$APP" "$TAG"
}

cmd-deploy() {
  declare APP="$1" TAG="${2:-latest}" PROCESS="${3:-}"
  local scheduler
  verify_app_name "$APP"
  scheduler="$(get_app_scheduler "$APP")"
  plugn trigger scheduler-deploy "$scheduler" "$APP" "$TAG" "$PROCESS"
}

dokku_deploy_cmd() { cmd-deploy "$@"; }

# Builds, releases and starts the source tree in a folder.
dokku_receive() {
  declare APP="$1" BUILDER="$2" FOLDER="$3"
  docker_cleanup "$APP"
  dokku_build "$APP" "$BUILDER" "$FOLDER"
  release_and_deploy "$APP"
}

# Removes containers that have ended and images nobody uses.
docker_cleanup() {
  declare APP="${1:-}"
  fn-hokku-dokku cleanup ${APP:+"$APP"}
}

# Whether plugins let the caller run a command.
dokku_auth() {
  export SSH_USER="${SSH_USER:-${USER:-}}" SSH_NAME="${NAME:-default}" DOKKU_COMMAND="${1:-}"
  plugn trigger user-auth "$SSH_USER" "$SSH_NAME" "$@" </dev/null
}

# Moves a variable that older releases used to a property, for all apps and for the host.
fn-migrate-config-to-property() {
  declare PLUGIN="$1" KEY="$2" VARIABLE="$3" GLOBAL_VARIABLE="${4:-}"
  local app apps
  fn-hokku-load-config
  # shellcheck source=plugins/common/property-functions
  source "$HOKKU_COMMON/property-functions"
  if [[ -n $GLOBAL_VARIABLE ]]; then fn-hokku-migrate-one "$PLUGIN" --global "$KEY" "$GLOBAL_VARIABLE"; fi
  apps="$(dokku_apps false 2>/dev/null || true)"
  for app in $apps; do fn-hokku-migrate-one "$PLUGIN" "$app" "$KEY" "$VARIABLE"; done
}

fn-hokku-migrate-one() {
  declare PLUGIN="$1" APP="$2" KEY="$3" VARIABLE="$4"
  local value
  value="$(config_get "$APP" "$VARIABLE" || true)"
  if [[ -z $value ]]; then return 0; fi
  dokku_log_info1 "Moving $VARIABLE of $APP to the $PLUGIN property $KEY"
  fn-plugin-property-write "$PLUGIN" "$APP" "$KEY" "$value"
  DOKKU_QUIET_OUTPUT=1 config_unset --no-restart "$APP" "$VARIABLE"
}
