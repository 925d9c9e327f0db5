#!/usr/bin/env bash
# Images: their names, who built them, what is in them. Asked of the docker CLI.

# Prints the repository of an app's images.
get_app_image_repo() {
  declare APP="$1"
  printf '%s\n' "dokku/$APP"
}

# Prints `dokku/APP:latest`, or `dokku/APP:TAG` and fails if there is no such image.
get_app_image_name() {
  declare APP="$1" TAG="${2:-}" REPO="${3:-dokku/$1}"
  if [[ -n $TAG ]] && ! fn-verify-app-image "$APP" "$REPO:$TAG"; then dokku_log_fail "App image ($REPO:$TAG) not found"; fi
  printf '%s\n' "$REPO:${TAG:-latest}"
}

# The same with what plugins say of registry, repository and tag; the image must be there.
get_deploying_app_image_name() {
  declare APP="$1" TAG="${2:-}" REPO="${3:-dokku/$1}"
  local registry repository image
  TAG="$(get_running_image_tag "$APP" "$TAG")"
  registry="$(fn-hokku-ask "" deployed-app-repository "$APP")"
  repository="$(fn-hokku-ask "$REPO" deployed-app-image-repo "$APP")"
  image="$registry$repository:$TAG"
  if ! fn-verify-app-image "$APP" "$image"; then dokku_log_fail "App image ($image) not found"; fi
  printf '%s\n' "$image"
}

# Prints the tag of an app's image that plugins name, else the given one, else latest.
get_running_image_tag() {
  declare APP="$1" TAG="${2:-latest}"
  fn-hokku-ask "$TAG" deployed-app-image-tag "$APP"
}

verify_image() {
  declare IMAGE="$1"
  "${DOCKER_BIN:-docker}" image inspect "$IMAGE" >/dev/null 2>&1
}

# Whether an app's image is here, or was pushed to a registry on release and could be pulled from there.
fn-verify-app-image() {
  declare APP="$1" IMAGE="$2"
  local tag registry repository remote
  if verify_image "$IMAGE"; then return 0; fi
  tag="$(fn-hokku-ask "" deployed-app-image-tag "$APP")"
  if [[ -z $tag || $IMAGE == *:latest ]]; then return 1; fi
  registry="$(fn-hokku-ask "" deployed-app-repository "$APP")"
  repository="$(fn-hokku-ask "${IMAGE%:*}" deployed-app-image-repo "$APP")"
  remote="$registry${repository#"$registry"}:${IMAGE##*:}"
  dokku_log_info1 "Pulling $remote, which is not on this host" >&2
  "${DOCKER_BIN:-docker}" image pull "$remote" >&2 || return 1
  if [[ $remote != "$IMAGE" ]]; then "${DOCKER_BIN:-docker}" image tag "$remote" "$IMAGE" >&2; fi
}

# Prints who built an image: herokuish, pack, dockerfile or what the image says itself.
get_image_builder_type() {
  declare IMAGE="${1:-}" APP="${2:-}"
  local label=""
  if [[ -n $IMAGE ]]; then label="$(fn-hokku-inspect-image '{{index .Config.Labels "com.dokku.builder-type"}}' "$IMAGE")"; fi
  if [[ -z $label ]] && is_image_herokuish_based "$IMAGE" "$APP"; then label=herokuish; fi
  printf '%s\n' "${label:-dockerfile}"
}

is_image_cnb_based() {
  declare IMAGE="${1:-}"
  [[ -n $IMAGE && -n $(fn-hokku-inspect-image '{{index .Config.Labels "io.buildpacks.stack.id"}}' "$IMAGE") ]]
}

# Whether an image was made of buildpacks: by herokuish, whose user has a name of its own, or cloud native ones.
is_image_herokuish_based() {
  declare IMAGE="${1:-}" APP="${2:-}"
  local user=""
  if [[ -z $IMAGE ]]; then return 1; fi
  if is_image_cnb_based "$IMAGE"; then return 0; fi
  fn-hokku-load-config
  if [[ -n $APP ]]; then user="$(config_get "$APP" DOKKU_APP_USER || true)"; fi
  fn-hokku-inspect-image '{{range .Config.Env}}{{println .}}{{end}}' "$IMAGE" | grep -Fx "USER=${user:-herokuishuser}" >/dev/null
}

fn-hokku-inspect-image() {
  declare TEMPLATE="$1" IMAGE="$2"
  "${DOCKER_BIN:-docker}" image inspect --format "$TEMPLATE" "$IMAGE" 2>/dev/null || true
}

# Prints the ports an image exposes, in the words of Docker: `5000/tcp`.
get_exposed_ports_from_image() {
  declare IMAGE="$1"
  fn-hokku-inspect-image '{{json .Config.ExposedPorts}}' "$IMAGE" | tr -d '{} "' | tr ',' '\n' | sed -n 's/:$//p'
}

get_entrypoint_from_image() {
  declare IMAGE="$1"
  fn-hokku-inspect-image '{{json .Config.Entrypoint}}' "$IMAGE"
}

get_cmd_from_image() {
  declare IMAGE="$1"
  fn-hokku-inspect-image '{{json .Config.Cmd}}' "$IMAGE"
}

# Copies a file out of an image; a relative name is looked for in the image's working directory.
copy_from_image() {
  declare IMAGE="$1" FILE="$2" TARGET="$3"
  fn-hokku-copy-from-image "$IMAGE" "$FILE" "$TARGET" && [[ -s $TARGET ]] || return 1
  sed -i 's/\r$//' "$TARGET"
  if [[ -n $(tail -c 1 "$TARGET") ]]; then echo >>"$TARGET"; fi
}

# Copies a directory out of an image.
copy_dir_from_image() {
  fn-hokku-copy-from-image "$@"
}

fn-hokku-copy-from-image() {
  declare IMAGE="$1" SOURCE="$2" TARGET="$3"
  local docker="${DOCKER_BIN:-docker}" container status=0
  if [[ $SOURCE != /* ]]; then SOURCE="$("$docker" image inspect --format '{{.Config.WorkingDir}}' "$IMAGE")/$SOURCE" || return 1; fi
  container="$("$docker" container create --label "${DOKKU_CONTAINER_LABEL:-dokku}" "$IMAGE" true)" || return 1
  "$docker" container cp "$container:$SOURCE" "$TARGET" >/dev/null 2>&1 || status=1
  "$docker" container rm --force "$container" >/dev/null
  return "$status"
}

get_docker_version() {
  "${DOCKER_BIN:-docker}" version --format '{{.Client.Version}}'
}

# Whether docker has its compose plugin.
fn-is-compose-installed() {
  [[ $("${DOCKER_BIN:-docker}" info --format '{{range .ClientInfo.Plugins}}{{.Name}} {{end}}' 2>/dev/null) == *compose* ]]
}

# Prints the folder with an app's own credentials for registries, nothing where it has none.
fn-registry-docker-config-dir() {
  declare APP="$1"
  local folder="$DOKKU_LIB_ROOT/config/registry/$APP"
  if [[ -f $folder/config.json && $(jq -r '.auths | length' "$folder/config.json" 2>/dev/null) != 0 ]]; then
    printf '%s\n' "$folder"
  fi
}
