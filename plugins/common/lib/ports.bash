#!/usr/bin/env bash
# Ports of containers and of the host.

# Prints `<host port>-><container port>/<protocol>` for what an app's containers publish.
get_container_ports() {
  declare APP="$1"
  local id ids
  read -ra ids <<<"$(get_app_container_ids "$APP")"
  for id in "${ids[@]}"; do
    "${DOCKER_BIN:-docker}" container port "$id" | sed -nE 's/^([^ ]+) -> .*:([0-9]+)$/\2->\1/p'
  done
}

# Prints a port above 1024 on which nothing listens.
get_available_port() {
  local port
  port="$(fn-hokku-ask "" ports-get-available)"
  while [[ -z $port ]] || fn-hokku-listens "$port"; do port=$((1025 + RANDOM * 2 % 64510)); done
  printf '%s\n' "$port"
}

fn-hokku-listens() {
  declare PORT="$1"
  local hex
  printf -v hex ':%04X ' "$PORT"
  cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '$4 == "0A" { print $2 " " }' | grep -F "$hex" >/dev/null
}

# Prints the ports a Dockerfile exposes, in one line.
get_dockerfile_exposed_ports() {
  declare FILE="$1"
  local line words
  line="$(extract_directive_from_dockerfile "$FILE" EXPOSE)"
  read -ra words <<<"$line"
  printf '%s\n' "${words[*]:1}"
}

# Prints a pattern for an address of IPv4 that reaches to the end of the line.
get_ipv4_regex() {
  echo '([0-9]{1,3}[.]){3}[0-9]{1,3}$'
}

# The same for IPv6: groups of hex digits and at least two colons, a zone, an embedded IPv4 address.
get_ipv6_regex() {
  echo '([0-9a-fA-F]{0,4}:){2,7}(([0-9]{1,3}[.]){3}[0-9]{1,3}|[0-9a-fA-F]{0,4})(%[0-9a-zA-Z]+)?$'
}
