# shellcheck shell=bash
# What docker was told until 1.12, as it is said today: `flags` and `rest` of a command, read and changed in place. Sourced.

# Docker's bridge until 1.9.
OLD_BRIDGE=172.17.42.1

# Flags that were long with one dash, until 1.0; they are also clusters of short ones today, so only these are taken for such.
LONG_FLAGS=" author before-id cidfile cpu-shares cpuset detach dns entrypoint env expose force format help hostname interactive link lxc-conf
  memory message name no-cache no-trunc notrunc privileged publish quiet rm sig-proxy signal since-id size time tty user username password email
  volume volumes-from workdir "
LONG_FLAGS="${LONG_FLAGS//$'\n'/ }"
# Flags without a value: with all others the next word belongs to them.
SWITCHES=" all detach digests disable-content-trust force force-rm help init interactive latest no-cache no-healthcheck no-trunc
  notrunc oom-kill-disable privileged publish-all pull quiet read-only rm sig-proxy size squash tty volumes "
SWITCHES="${SWITCHES//$'\n'/ }"

# split_words COMMAND WORDS...: flags up to the first word that is none, and what follows, which may be somebody's own command.
split_words() {
  declare command="$1"
  local word
  flags=() rest=()
  shift
  while [[ $# -gt 0 && $1 == -?* && $1 != -- ]]; do
    word="$1"
    shift
    flags+=("$word")
    if takes_value "$command" "$word" && [[ $# -gt 0 ]]; then
      flags+=("$1")
      shift
    fi
  done
  rest=("$@")
}

# takes_value COMMAND FLAG: whether its value is the next word.
takes_value() {
  declare command="$1" flag="$2"
  local name letters
  if [[ $flag == *=* ]]; then return 1; fi
  if [[ $flag == --* || $LONG_FLAGS == *" ${flag#-} "* ]]; then
    name="${flag#-}"
    [[ $SWITCHES != *" ${name#-} "* ]]
    return
  fi
  letters="${flag#-}"
  # -l is a label of run and the latest of ps, -f and -s likewise.
  case "$command" in
  run | create) letters="${letters##*([ditqP])}" ;;
  build) letters="${letters##*(q)}" ;;
  ps | images) letters="${letters##*([aqls])}" ;;
  tag | rm | rmi) letters="${letters##*([flv])}" ;;
  logs) letters="${letters##*([ft])}" ;;
  exec) letters="${letters##*([dit])}" ;;
  commit) letters="${letters##*(p)}" ;;
  inspect) letters="${letters##*(s)}" ;;
  esac
  [[ ${#letters} -eq 1 ]]
}

# -name=x and -name x as --name x, and -notrunc as --no-trunc.
translate_flags() {
  local index name
  for index in "${!flags[@]}"; do
    name="${flags[index]%%=*}"
    if [[ $name != --* && $name == -* && $LONG_FLAGS == *" ${name#-} "* ]]; then
      translated "$name is -$name"
      flags[index]="-${flags[index]}"
    fi
    flags[index]="${flags[index]/#--notrunc/--no-trunc}"
  done
}

# tag -f, which replaced what had that name, is what tag does. IMAGE REPOSITORY TAG were three words.
translate_tag() {
  local flag kept=()
  for flag in "${flags[@]}"; do
    if [[ $flag == -f || $flag == --force || $flag == -f=* || $flag == --force=* ]]; then
      translated "tag -f is tag"
    else
      kept+=("$flag")
    fi
  done
  flags=("${kept[@]}")
  join_tag 1
}

# join_tag AT: of what was REPOSITORY TAG there, REPOSITORY:TAG.
join_tag() {
  declare at="$1"
  if [[ ${#rest[@]} -eq $((at + 2)) ]]; then
    translated "a tag of its own word is REPOSITORY:TAG"
    rest=("${rest[@]:0:at}" "${rest[at]}:${rest[at + 1]}")
  fi
}

drop_email() {
  local index
  for index in "${!flags[@]}"; do
    if [[ ${flags[index]} == -e || ${flags[index]} == --email ]]; then
      translated "login has no --email"
      unset "flags[index]" "flags[index + 1]"
      break
    fi
  done
}

# A volume's folder, as inspect names it to these plugins, is that volume; and the bridge's address of old has to be there.
translate_mounts() {
  local index word
  for index in "${!flags[@]}"; do
    word="${flags[index]}"
    if [[ $word == *"$VFS/"* ]]; then
      translated "$VFS/<id> is the volume <id>"
      flags[index]="${word/"$VFS/"/}"
    elif [[ $word == *"$OLD_BRIDGE:"* ]]; then
      need_old_bridge
    fi
  done
}

# Docker's bridge was 172.17.42.1 until 1.9, and plugins have written it into what apps are configured with: docker0 gets it beside its own.
need_old_bridge() {
  local address="$OLD_BRIDGE/32"
  if [[ $(ip -oneline address show to "$address" 2>/dev/null) != "" ]]; then return; fi
  translated "docker0 has $OLD_BRIDGE too"
  if [[ $EUID -eq 0 ]]; then
    ip address add "$address" dev docker0
  elif ! sudo -n ip address add "$address" dev docker0; then
    echo " !     docker0 has no $OLD_BRIDGE, Docker's address until 1.9; run as root: ip address add $address dev docker0" >&2
    exit 1
  fi
}
