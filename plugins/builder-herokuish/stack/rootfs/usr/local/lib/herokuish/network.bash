# shellcheck shell=bash
# Builds behind a company proxy: one variable or one mounted bundle is enough,
# every tool hears of it in the spelling it knows.

share_proxy() {
  local lower upper
  for lower in http_proxy https_proxy no_proxy all_proxy; do
    upper="${lower^^}"
    if [[ -n "${!lower}" && -z "${!upper}" ]]; then
      export "$upper=${!lower}"
    elif [[ -n "${!upper}" && -z "${!lower}" ]]; then
      export "$lower=${!upper}"
    fi
  done
}

# The bundle is the one named by SSL_CERT_FILE, else the system's, over which
# the host's is mounted. A variable that is set already is left alone.
share_authorities() {
  local bundle="${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}" name
  if [[ ! -r "$bundle" ]]; then
    warn "No certificate authorities at $bundle: downloads over https will fail."
    return
  fi
  for name in SSL_CERT_FILE NODE_EXTRA_CA_CERTS CURL_CA_BUNDLE REQUESTS_CA_BUNDLE \
    PIP_CERT GIT_SSL_CAINFO COMPOSER_CAFILE; do
    if [[ -z "${!name}" ]]; then
      export "$name=$bundle"
    fi
  done
  if [[ -z "$npm_config_cafile" ]]; then
    export npm_config_cafile="${NPM_CONFIG_CAFILE:-$bundle}"
  fi
}

# A build that failed without a network shows it deep in its tools' own words, if at all; asked only then, as it may take seconds.
explain_network() {
  local host=registry.npmjs.org
  if [[ -n "$https_proxy" ]] || timeout 10 getent hosts "$host" >/dev/null; then
    return
  fi
  warn "The build has no network: it finds no address for $host. Containers ask the name servers in the host's"
  warn "/etc/resolv.conf; once they answer, push again."
}
