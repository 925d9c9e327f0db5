# shellcheck shell=bash
# The npm packages that Hokku runs on, by package-lock.json, without npm: Debian's npm is 500 packages and a minute. Sourced.

# install_locked: into node_modules, each checked against the lock; what is there in that version stays.
install_locked() {
  local room
  room="$(mktemp -d node_modules.new.XXXXXX)" || fail "nothing can be written to $PWD"
  CURL_CA_BUNDLE="$(authorities "$room")"
  REGISTRY="$(registry)"
  export CURL_CA_BUNDLE REGISTRY ROOM="$room"
  export -f fetch_package
  locked_packages | xargs -P 8 -L 1 bash -c 'fetch_package "$@"' fetch_package || {
    rm -rf "$room"
    fail "not all packages could be fetched from $REGISTRY; is the network up? Run this again: what is there stays"
  }
  rm -rf "$room"
}

# Lines "FOLDER VERSION INTEGRITY" of what is needed to run here, from the lock as npm writes it.
locked_packages() {
  local machine
  case "$(uname -m)" in
  x86_64) machine=x64 ;;
  aarch64) machine=arm64 ;;
  esac
  awk -v machine="$machine" -F'"' '
    function put() { if (folder != "" && needed && (cpu == "" || cpu == machine)) print folder, version, integrity }
    /^    "node_modules\// { put(); folder = $2; version = integrity = cpu = ""; needed = 1; inside = "" }
    /^      "version"/ { version = $4 }
    /^      "integrity"/ { integrity = $4 }
    /^      "(dev|devOptional)": true/ { needed = 0 }
    /^      "cpu": \[/ { inside = "cpu" }
    inside == "cpu" && /^        "/ { cpu = $2 }
    /^      \]/ { inside = "" }
    END { put() }' package-lock.json
}

# fetch_package FOLDER VERSION INTEGRITY: one package, in place once it is whole.
fetch_package() {
  set -eo pipefail
  local folder="$1" name="${1##*node_modules/}" version="$2" hash="$3" room url
  if grep -qsF "\"version\": \"$version\"" "$folder/package.json"; then exit 0; fi
  room="$(mktemp -d "$ROOM/XXXXXX")"
  url="$REGISTRY/$name/-/${name##*/}-$version.tgz"
  # One that stands still for half a minute is asked for anew.
  curl --fail --silent --show-error --location --retry 4 --retry-all-errors --connect-timeout 20 --speed-limit 1 --speed-time 30 --output "$room/package.tgz" "$url"
  if [[ $(openssl dgst -sha512 -binary "$room/package.tgz" | base64 -w 0) != "${hash#sha512-}" ]]; then
    echo " !     $url is not what package-lock.json says" >&2
    exit 1
  fi
  tar -xzf "$room/package.tgz" -C "$room" --no-same-owner
  rm "$room/package.tgz"
  # Packages inside this one come at the same time, so the folder stays what it is; package.json, which says that all is there, comes last.
  mkdir -p "$folder"
  mv "$room"/*/package.json "$room/package.json"
  cp -a "$room"/*/. "$folder/"
  mv "$room/package.json" "$folder/package.json"
}

# The registry that npm would ask.
registry() {
  local found="${npm_config_registry:-${NPM_CONFIG_REGISTRY:-}}" file
  for file in "$HOME/.npmrc" /etc/npmrc; do
    if [[ -z $found && -r $file ]]; then found="$(sed -n 's/^registry *= *//p' "$file")"; fi
  done
  found="${found:-https://registry.npmjs.org}"
  printf '%s' "${found%/}"
}

# authorities FOLDER: whom to trust: the system's, and those that Node is told of.
authorities() {
  local bundle="${CURL_CA_BUNDLE:-/etc/ssl/certs/ca-certificates.crt}"
  if [[ -z ${NODE_EXTRA_CA_CERTS:-} ]]; then
    printf '%s' "$bundle"
  else
    cat "$bundle" "$NODE_EXTRA_CA_CERTS" >"$1/authorities" 2>/dev/null || true
    printf '%s' "$PWD/$1/authorities"
  fi
}
