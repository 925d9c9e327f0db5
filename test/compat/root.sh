# Loaded by the bats suites here: a throw-away root whose `docker`, `dokku`, `nginx` and `sudo` write down how they were called.

make_root() {
  checkout="$(cd "$BATS_TEST_DIRNAME/../.." && pwd)"
  root="$(mktemp -d)"
  mkdir -p "$root"/{home,bin,logs} "$root"/lib/{config,data} "$root"/lib/{plugins,core-plugins}/{available,enabled}
  for plugin in common config ps docker-options domains nginx-vhosts proxy certs storage; do
    ln -s "$checkout/plugins/$plugin" "$root/lib/core-plugins/available/$plugin"
    ln -s "../../core-plugins/available/$plugin" "$root/lib/plugins/available/$plugin"
  done
  for name in DOKKU_LIB_HOST_ROOT DOKKU_HOST_ROOT DOKKU_QUIET_OUTPUT DOKKU_TRACE DOKKU_APP_NAME DOKKU_SCHEDULER APP; do unset "$name"; done
  for name in $(compgen -v PLUGIN_); do unset "$name"; done
  export DOKKU_DEFAULTS="$root/none" DOKKU_ROOT="$root/home" DOKKU_LIB_ROOT="$root/lib" DOKKU_LOGS_DIR="$root/logs" DOCKER_BIN=docker
  source "$checkout/hooks/environment"
  export PATH="$root/bin:$PATH" CALLS="$root/calls"
  : >"$CALLS"
  stub dokku
  stub docker
  stub sudo - <<'BASH'
"$@"
BASH
  stub nginx
}

remove_root() {
  rm -rf "$root"
}

# A program on PATH that writes its words down, one call a line, then does what the second word says, or stdin with `-`.
stub() {
  declare name="$1" does="${2:-}"
  if [[ $does == - ]]; then does="$(cat)"; fi
  cat >"$root/bin/$name" <<BASH
#!/usr/bin/env bash
{ printf '%s' $name && printf ' [%s]' "\$@" && echo; } >>"\$CALLS"
$does
BASH
  chmod +x "$root/bin/$name"
}

# A hook of a plugin of the host, which does what the second word says, or stdin with `-`.
hook() {
  declare name="$1" does="$2"
  if [[ $does == - ]]; then does="$(cat)"; fi
  mkdir -p "$root/lib/plugins/enabled/tester"
  printf '#!/usr/bin/env bash\n%s\n' "$does" >"$root/lib/plugins/enabled/tester/$name"
  chmod +x "$root/lib/plugins/enabled/tester/$name"
}

app() {
  mkdir -p "$DOKKU_ROOT/$1"
}

# Runs the bash code on stdin as a plugin would: a process of its own, `set -eo pipefail`, the named files sourced.
plugin() {
  declare files="$1"
  local file script="set -eo pipefail"$'\n'
  for file in $files; do script+="source '$PLUGIN_CORE_AVAILABLE_PATH/$file'"$'\n'; done
  run bash -c "$script$(cat)" plugin "${@:2}" </dev/null
}

# Fails unless the last `run` ended so and printed exactly this.
answers() {
  declare code="$1" text="$2"
  if [[ ${status:-} == "$code" && ${output:-} == "$text" ]]; then return 0; fi
  printf 'expected %s: %q\n but got %s: %q\n' "$code" "$text" "${status:-}" "${output:-}"
  return 1
}

# Fails unless exactly these calls were made.
called() {
  if [[ $(<"$CALLS") == "$1" ]]; then return 0; fi
  printf 'expected calls: %s\n but got: %s\n' "$1" "$(<"$CALLS")"
  return 1
}
