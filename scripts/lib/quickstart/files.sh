# shellcheck shell=bash
# The folder of a quickstart: what lay_out makes, and the few files that make it usable by hand. Sourced.

# In a folder with this file everything is ours, and --purge may remove it whole. It is made first, in an empty folder.
readonly MARK=.made-by-quickstart

# root_folder ACTION: says where everything goes; a check gets a folder of its own.
root_folder() {
  local root="${HOKKU_HOME:-$HOME/.hokku}"
  if [[ $1 == check ]]; then root="$(mktemp -d "${TMPDIR:-/tmp}/hokku-check.XXXXXX")"; fi
  if [[ ! $root =~ ^/[A-Za-z0-9/._\ -]+$ ]]; then
    fail "HOKKU_HOME has to be an absolute path of letters, digits, spaces and . _ - /, not \"$root\""
  fi
  if [[ -e $root && -n $(ls -A "$root") && ! -e $root/$MARK ]]; then
    fail "$root holds something else; choose another folder: HOKKU_HOME=/path scripts/quickstart"
  fi
  printf '%s' "${root%/}"
}

# make_root CHECKOUT ROOT IMAGE
make_root() {
  declare checkout="$1" root="$2" image="$3"
  lay_out "$checkout" "$root/home" "$root/lib"
  mkdir -p "$root"/{bin,logs}
  write_rc "$root" "$image"
  printf '127.0.0.1\n' >"$root/home/HOSTNAME"
  write_wrapper "$checkout" "$root"
  write_shims "$root"
  make_key "$checkout" "$root"
}

write_rc() {
  declare root="$1" image="$2"
  {
    echo "# Written by scripts/quickstart every time it runs; settings of your own go into files in .dokkurc/ beside it."
    printf 'export DOKKU_LIB_ROOT=%q DOKKU_LOGS_DIR=%q\n' "$root/lib" "$root/logs"
    printf 'export DOKKU_SYSTEM_USER=%q DOKKU_SYSTEM_GROUP=%q\n' "$(id -un)" "$(id -gn)"
    printf 'export DOKKU_IMAGE=%q\n' "$image"
    printf "export PATH=%q:\"\$PATH\"\n" "$root/shims"
  } >"$root/home/dokkurc.new"
  mv -f "$root/home/dokkurc.new" "$root/home/dokkurc"
}

# The command `dokku` of this folder, for people and scripts on this machine.
write_wrapper() {
  declare checkout="$1" root="$2"
  {
    echo '#!/usr/bin/env bash'
    printf 'export DOKKU_ROOT=%q DOKKU_LIB_ROOT=%q DOKKU_DEFAULTS=%q\n' "$root/home" "$root/lib" "$root/defaults"
    printf 'exec %q "$@"\n' "$checkout/core/dokku"
  } >"$root/bin/dokku.new"
  chmod 755 "$root/bin/dokku.new"
  mv -f "$root/bin/dokku.new" "$root/bin/dokku"
}

# Plugins give files to the user dokku, who is not there: here that is who runs all this.
write_shims() {
  declare root="$1"
  local program
  mkdir -p "$root/shims"
  for program in chown chgrp; do
    cat >"$root/shims/$program.new" <<SHIM
#!/usr/bin/env bash
words=()
for word in "\$@"; do
  case "\$word" in dokku | dokku: | :dokku | dokku:dokku | dokku.dokku) word="$(id -un):$(id -gn)" ;; esac
  words+=("\$word")
done
if [[ $program == chgrp ]]; then words=("\${words[@]/#$(id -un):/}"); fi
exec /bin/$program "\${words[@]}"
SHIM
    chmod 755 "$root/shims/$program.new"
    mv -f "$root/shims/$program.new" "$root/shims/$program"
  done
}

# The key that is made here, and those of the user's own.
make_key() {
  declare checkout="$1" root="$2"
  local keys="$root/home/.ssh/authorized_keys" file
  if [[ ! -e $root/key ]]; then
    say "Making a key: $root/key"
    ssh-keygen -q -t ed25519 -N "" -C quickstart -f "$root/key"
  fi
  let_key_in "$checkout" "$keys" quickstart "$root/key.pub"
  for file in "$(ssh_folder)"/*.pub; do
    if [[ -r $file ]]; then let_key_in "$checkout" "$keys" "$(basename "$file" .pub)" "$file"; fi
  done
}

let_key_in() {
  declare checkout="$1" keys="$2" name="$3" file="$4"
  local blob=""
  read -r _ blob _ <"$file" || true
  if [[ -z $blob ]] || grep -qF "$blob" "$keys"; then return 0; fi
  if ! SSHCOMMAND_AUTHORIZED_KEYS="$keys" "$checkout/hooks/sshcommand" acl-add "$(id -un)" "$name-$(date +%s)" "$file" >/dev/null; then
    say "$file is not a key that can be let in; the others are"
  fi
}

# remove_root ROOT: only what quickstart has made is removed whole.
remove_root() {
  declare root="$1"
  if [[ ! -e $root ]]; then return 0; fi
  if [[ ! -e $root/$MARK ]]; then fail "$root was not made by quickstart; nothing is removed"; fi
  rm -rf "$root" || fail "some files in $root belong to somebody else; run: sudo rm -rf '$root'"
  say "Removed $root"
}
