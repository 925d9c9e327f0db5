# shellcheck shell=bash
# Which packages, and from where: the release and the mirrors of this host,
# so that what apt reaches here, the container reaches too.

# The release of this host, when it is one whose packages the stack can use.
host_suite() {
  local id="" codename=""
  if [[ -r /etc/os-release ]]; then
    id="$(sed -nE 's/^ID="?([a-z]+)"?$/\1/p' /etc/os-release)"
    codename="$(sed -nE 's/^VERSION_CODENAME="?([a-z]+)"?$/\1/p' /etc/os-release)"
  fi
  case "$id" in
  debian | ubuntu) echo "${codename:-bookworm}" ;;
  *) echo bookworm ;;
  esac
}

is_ubuntu() {
  [[ "$SUITE" =~ ^(jammy|noble|plucky|questing|resolute)$ ]]
}

components() {
  if is_ubuntu; then
    echo "main universe"
  else
    echo "main"
  fi
}

# Lines "<address> <codename>" of the distribution's own archives on this host.
host_archives() {
  if ! command -v apt-get >/dev/null; then
    return
  fi
  # apt, not the shell, fills these in.
  apt-get indextargets --format "\$(REPO_URI) \$(CODENAME) \$(COMPONENT)" "Created-By: Packages" 2>/dev/null |
    sed -nE "s#^(https?://[^ ]*/(debian|ubuntu|ubuntu-ports|debian-security)/?) (${SUITE}[a-z/-]*) main\$#\1 \3#p" | sort -u
}

# The archive debootstrap takes the release from.
mirror() {
  local found
  found="$(host_archives | sed -nE "s#^(.*) $SUITE\$#\1#p" | head -n 1)"
  if [[ -n "$found" ]]; then
    echo "$found"
  elif is_ubuntu && [[ "$(uname -m)" != x86_64 ]]; then
    echo http://ports.ubuntu.com/ubuntu-ports
  elif is_ubuntu; then
    echo http://archive.ubuntu.com/ubuntu
  else
    echo http://deb.debian.org/debian
  fi
}

# The sources.list of the image: the release, its updates, its security.
sources() {
  local archive security
  archive="$(mirror)"
  security="$(host_archives | sed -nE "s#^(.*) ${SUITE}[-/]security\$#\1#p" | head -n 1)"
  if [[ -z "$security" ]] && is_ubuntu; then
    security="$archive"
  fi
  printf 'deb %s %s\n' \
    "$archive" "$SUITE $(components)" \
    "$archive" "$SUITE-updates $(components)" \
    "${security:-http://deb.debian.org/debian-security}" "$SUITE-security $(components)"
}

# The proxies apt uses on this host: one line for http, one for https.
apt_proxies() {
  local plain
  plain="$(apt-config dump --format '%v%n' Acquire::http::Proxy 2>/dev/null | head -n 1)"
  printf '%s\n' "${plain:-$http_proxy}" "${https_proxy:-$HTTPS_PROXY}"
}

# Flags of docker run with which apt in the container reaches the mirrors: a
# proxy on this host's loopback asks for the host's network.
apt_network_flags() {
  local authorities=/etc/ssl/certs/ca-certificates.crt
  if [[ "$(apt_proxies)" =~ ://(localhost|127\.) ]]; then
    echo "--network=host"
  fi
  if [[ -r "$authorities" ]]; then
    echo "--volume=$(realpath "$authorities"):/run/host-authorities.crt:ro"
  fi
}
