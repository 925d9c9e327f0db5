#!/usr/bin/env bash
# Where everything is. Each path can be moved by the variable of its name, as
# in herokuish; the values are herokuish's, which old plugins mount by heart.

export APP_PATH="${APP_PATH:-/app}"
export ENV_PATH="${ENV_PATH:-/tmp/env}"
export BUILD_PATH="${BUILD_PATH:-/tmp/build}"
export IMPORT_PATH="${IMPORT_PATH:-/tmp/app}"
export BUILDPACK_PATH="${BUILDPACK_PATH:-/tmp/buildpacks}"
if [[ -z "$CACHE_PATH" && -d /cache ]]; then
  CACHE_PATH=/cache
fi
export CACHE_PATH="${CACHE_PATH:-/tmp/cache}"
