# shellcheck shell=bash
# Where everything is. The places are herokuish's, which old plugins mount by
# heart; each moves to another folder that exists, by herokuish's variable for
# it. The app may have a variable of the same name with another meaning, so
# these are read once, here, and never handed on.

# place <variable> <usual folder>
place() {
  declare variable="$1" usual="$2"
  if [[ "${!variable}" == /* && -d "${!variable}" ]]; then
    echo "${!variable}"
  else
    echo "$usual"
  fi
}

declare STACK_APP STACK_ENV STACK_BUILD STACK_IMPORT STACK_BUILDPACK STACK_CACHE=/tmp/cache
if [[ -d /cache ]]; then
  STACK_CACHE=/cache
fi
STACK_APP="$(place APP_PATH /app)"
STACK_ENV="$(place ENV_PATH /tmp/env)"
STACK_BUILD="$(place BUILD_PATH /tmp/build)"
STACK_CACHE="$(place CACHE_PATH "$STACK_CACHE")"
STACK_IMPORT="$(place IMPORT_PATH /tmp/app)"
STACK_BUILDPACK="$(place BUILDPACK_PATH /tmp/buildpacks)"
declare -rx STACK_APP STACK_ENV STACK_BUILD STACK_CACHE STACK_IMPORT STACK_BUILDPACK
