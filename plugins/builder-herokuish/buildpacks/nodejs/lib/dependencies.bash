# shellcheck shell=bash
# The app's dependencies, in the way its lock file asks for: everything is
# installed, the build scripts run, and what is only for development goes.

manager() {
  if [[ -f "$BP_TREE/yarn.lock" ]]; then
    echo yarn
  elif [[ -f "$BP_TREE/pnpm-lock.yaml" ]]; then
    echo pnpm
  else
    echo npm
  fi
}

# Who installs, and in which version: asked once, where a program that does not run ends the build.
know_manager() {
  MANAGER="$(manager)"
  MANAGER_VERSION="$("$MANAGER" --version)"
  declare -r MANAGER MANAGER_VERSION
}

# node-gyp finds the headers in Node's own package, and needs no download. npm
# warns of the old name from 11 on, and node-gyp knows the new one from then.
point_at_headers() {
  export npm_package_config_node_gyp_nodedir="$BP_TREE/.heroku/node"
  if [[ "$MANAGER" != npm || "${MANAGER_VERSION%%.*}" -lt 11 ]]; then
    export npm_config_nodedir="$npm_package_config_node_gyp_nodedir"
  fi
}

install_dependencies() {
  cd "$BP_TREE" || return
  point_at_headers
  echo "-----> Installing dependencies with $MANAGER $MANAGER_VERSION"
  case "$MANAGER" in
  yarn) install_with_yarn ;;
  pnpm) pnpm install --frozen-lockfile --prod=false --store-dir "$BP_CACHE/pnpm" ;;
  npm) install_with_npm ;;
  esac
}

# npm ci came with 5.7 and needs a lock; --include came with 7. Before 5, only npm-shrinkwrap.json is read.
install_with_npm() {
  local verb=install including=--include=dev major="${MANAGER_VERSION%%.*}"
  if [[ "$major" -lt 5 && -f package-lock.json && ! -f npm-shrinkwrap.json ]]; then
    echo " !     npm $MANAGER_VERSION does not read package-lock.json: the newest packages in range are taken." >&2
  elif [[ "$major" -ge 6 ]] && [[ -f package-lock.json || -f npm-shrinkwrap.json ]]; then
    verb=ci
  fi
  if [[ "$major" -lt 7 ]]; then
    including=--production=false
  fi
  npm "$verb" "$including" --prefer-offline --no-progress
}

install_with_yarn() {
  if [[ "$MANAGER_VERSION" == 1.* ]]; then
    yarn install --frozen-lockfile --production=false --non-interactive
  else
    YARN_ENABLE_GLOBAL_CACHE=true YARN_GLOBAL_FOLDER="$BP_CACHE/yarn" yarn install --immutable
  fi
}

# heroku-postbuild stands in for build when the app has both, as on Heroku.
run_build() {
  if [[ -n "$("$BP_HOME/lib/package-json" "$BP_TREE" scripts.heroku-postbuild)" ]]; then
    run_script heroku-postbuild
  else
    run_script build
  fi
}

run_script() {
  declare script="$1"
  if [[ -z "$("$BP_HOME/lib/package-json" "$BP_TREE" "scripts.$script")" ]]; then
    return
  fi
  echo "-----> Running $script"
  (cd "$BP_TREE" && npm run "$script")
}

prune_dependencies() {
  cd "$BP_TREE" || return
  if [[ "$NODE_ENV" != production || "$NPM_CONFIG_PRODUCTION$YARN_PRODUCTION" == *false* ]] ||
    [[ -z "$("$BP_HOME/lib/package-json" "$BP_TREE" devDependencies)" ]]; then
    return
  fi
  echo "-----> Pruning what is only for development"
  case "$MANAGER" in
  yarn) prune_with_yarn ;;
  pnpm) CI=true pnpm prune --prod ;;
  npm) npm prune --no-progress --ignore-scripts ;;
  esac
}

# Newer yarns prune by a plugin of the app's choice; theirs stays as it is.
prune_with_yarn() {
  if [[ "$MANAGER_VERSION" == 1.* ]]; then
    yarn install --production --frozen-lockfile --non-interactive --ignore-scripts --prefer-offline
  fi
}
