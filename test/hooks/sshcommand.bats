#!/usr/bin/env bats
# The file of keys: every door into it, and what it refuses.

setup() {
  checkout="$(cd "$BATS_TEST_DIRNAME/../.." && pwd)"
  folder="$(mktemp -d)"
  export SSHCOMMAND_AUTHORIZED_KEYS="$folder/authorized_keys" keys="$folder/authorized_keys"
  unset SSHCOMMAND_ALLOWED_KEYS SSHCOMMAND_CHECK_DUPLICATE_NAME SSHCOMMAND_CHECK_DUPLICATE_FINGERPRINT SSHCOMMAND_IGNORE_LIST_WARNINGS
  for name in one two; do ssh-keygen -q -t ed25519 -N "" -C "$name@here" -f "$folder/$name"; done
  me="$(id -un)"
}

teardown() { rm -rf "$folder"; }

sshcommand() { "$checkout/hooks/sshcommand" "$@"; }
add() { sshcommand acl-add "$me" "$@"; }
print_of() { ssh-keygen -lf "$folder/$1.pub" | cut -d' ' -f2; }

@test "a key from stdin or a file is let in, its fingerprint printed" {
  run add admin <"$folder/one.pub"
  [[ $status == 0 && $output == "$(print_of one)" ]]
  run add "bo b" "$folder/two.pub"
  [[ $status == 0 && $output == "$(print_of two)" ]]
  options=no-agent-forwarding,no-user-rc,no-X11-forwarding,no-port-forwarding
  expected="command=\"FINGERPRINT=$(print_of one) NAME=\\\"admin\\\" "
  [[ $(head -n 1 "$keys") == "$expected"*"\",$options $(<"$folder/one.pub")" ]]
  [[ $(stat -c %a "$keys") == 600 && $(find "$folder" | wc -l) == 6 ]]
}

@test "what sshd would run is the launcher, with name and fingerprint in its environment" {
  add admin <"$folder/one.pub"
  line="$(sed -n 's/^command="\(.*\)",no-agent.*/\1/p' "$keys")"
  [[ ${line//\\\"/\"} == "FINGERPRINT=$(print_of one) NAME=\"admin\" "*dokku* && $line != *SSH_ORIGINAL_COMMAND* ]]
}

@test "sshd takes the line" {
  add admin <"$folder/one.pub"
  [[ $(ssh-keygen -lf "$keys" | cut -d' ' -f2) == "$(print_of one)" ]]
}

@test "duplicates by name, by key and by fingerprint are refused, unless asked for" {
  add admin <"$folder/one.pub"
  before="$(<"$keys")"
  run add admin <"$folder/two.pub"
  [[ $status == 1 && $output == *"Duplicate ssh key name"* ]]
  run add other <"$folder/one.pub"
  [[ $status == 1 && $output == *"Duplicate ssh public key specified"* && $(<"$keys") == "$before" ]]
  SSHCOMMAND_CHECK_DUPLICATE_NAME=false add admin <"$folder/two.pub"
  SSHCOMMAND_CHECK_DUPLICATE_FINGERPRINT=false add again <"$folder/one.pub"
  [[ $(wc -l <"$keys") == 3 ]]
}

@test "a key that somebody put there by hand is a duplicate too; its line stays" {
  printf '# mine\nfrom="10.0.0.*" %s' "$(<"$folder/one.pub")" >"$keys"
  run add admin <"$folder/one.pub"
  [[ $status == 1 && $output == *Duplicate* ]]
  add two <"$folder/two.pub"
  [[ $(wc -l <"$keys") == 3 && $(head -n 1 "$keys") == "# mine" ]]
}

@test "refused: options in front, garbage, several keys, private keys, nothing, bad names" {
  for bad in "no-pty $(<"$folder/one.pub")" "command=\"x\" $(<"$folder/one.pub")" garbage "ssh-ed25519 AAAA" "ssh-ed25519 !!! x" \
    "$(<"$folder/one.pub")"$'\n'"$(<"$folder/two.pub")" "$(<"$folder/one")" "" "ssh-rsa $(cut -d' ' -f2 "$folder/one.pub")x" \
    "$(<"$folder/one.pub")"$'\033[2J'; do
    run add admin <<<"$bad"
    [[ $status == 1 && $output == " !     "* && ! -s $keys ]]
  done
  for name in 'a"b' "a\`id\`" "a\$x" 'a\b' $'a\nb' "" "-x"; do
    run add "$name" <"$folder/one.pub"
    [[ $status == 1 && ! -s $keys ]]
  done
  run add admin /no/such/file
  [[ $status == 1 && $output == *"/no/such/file"* ]]
}

@test "line ends of other systems and other kinds of keys are taken" {
  sed 's/$/\r/' "$folder/one.pub" | add windows
  ssh-keygen -q -t ecdsa -N "" -f "$folder/three"
  add ecdsa <"$folder/three.pub"
  ssh-keygen -q -t rsa -b 2048 -N "" -f "$folder/four"
  add rsa <"$folder/four.pub"
  [[ $(ssh-keygen -lf "$keys" | wc -l) == 3 ]]
  run grep -c $'\r' "$keys"
  [[ $output == 0 ]]
}

@test "list: text, by name, JSON, lines of older Dokku" {
  add admin <"$folder/one.pub"
  printf '%s\n' "command=\"FINGERPRINT=aa:bb NAME=old \`cat /home/dokku/.sshcommand\` \$SSH_ORIGINAL_COMMAND\",no-pty $(<"$folder/two.pub")" >>"$keys"
  options=no-agent-forwarding,no-user-rc,no-X11-forwarding,no-port-forwarding
  run sshcommand list "$me"
  [[ $status == 0 && $output == "$(print_of one) NAME=\"admin\" SSHCOMMAND_ALLOWED_KEYS=\"$options\""$'\n''aa:bb NAME="old" SSHCOMMAND_ALLOWED_KEYS="no-pty"' ]]
  run sshcommand list "$me" old
  [[ $output == 'aa:bb NAME="old" SSHCOMMAND_ALLOWED_KEYS="no-pty"' ]]
  for words in '"" json' "admin json" "--json" json; do
    eval "run sshcommand list $me $words"
    [[ $(jq -r '.[0] | .name + " " + .fingerprint + " " + .SSHCOMMAND_ALLOWED_KEYS + " " + ."public-key"' <<<"$output") == "admin $(print_of one) $options $(<"$folder/one.pub")" ]]
  done
  [[ $(sshcommand list "$me" nobody json) == "[]" ]]
}

@test "list of an empty or broken file says so; SSHCOMMAND_IGNORE_LIST_WARNINGS lets it pass" {
  run sshcommand list "$me"
  [[ $status == 1 && $output == *"no keys"* ]]
  export SSHCOMMAND_IGNORE_LIST_WARNINGS=true
  run sshcommand list "$me" "" json
  [[ $status == 0 && $output == *"[]" ]]
  add admin <"$folder/one.pub"
  echo "ssh-rsa broken" >>"$keys"
  run sshcommand list "$me"
  [[ $status == 0 && $output == *"$keys line 2 failed ssh-keygen check."*NAME=* ]]
  unset SSHCOMMAND_IGNORE_LIST_WARNINGS
  run sshcommand list "$me"
  [[ $status == 1 ]]
}

@test "remove: by name, by fingerprint, only that one; what is not there changes nothing" {
  add a.b <"$folder/one.pub"
  add axb <"$folder/two.pub"
  printf '# kept\n' >>"$keys"
  sshcommand acl-remove "$me" a.b
  [[ $(sshcommand list "$me") == *axb* && $(wc -l <"$keys") == 2 ]]
  run sshcommand acl-remove "$me" nobody
  [[ $status == 0 && $output == *nobody* && $(wc -l <"$keys") == 2 ]]
  sshcommand acl-remove-by-fingerprint "$me" "$(print_of two)"
  [[ $(<"$keys") == "# kept" ]]
}

@test "a file that is a symlink stays one" {
  mv "$folder/one.pub" "$folder/1.pub"
  mkdir "$folder/real"
  touch "$folder/real/file"
  ln -s real/file "$keys"
  add admin <"$folder/1.pub"
  [[ -L $keys && -s $folder/real/file ]]
}

@test "ten at once lose nothing" {
  for n in {1..10}; do ssh-keygen -q -t ed25519 -N "" -f "$folder/k$n"; done
  for n in {1..10}; do add "k$n" <"$folder/k$n.pub" & done
  wait
  [[ $(sshcommand list "$me" | sort -u | wc -l) == 10 ]]
}

@test "create makes the user, the folder and the forced command; keys then go there" {
  if [[ $EUID != 0 ]]; then skip "needs root"; fi
  user="hokku-test-$$"
  unset SSHCOMMAND_AUTHORIZED_KEYS
  sshcommand create "$user" "/usr/bin/dokku"
  home="$(getent passwd "$user" | cut -d: -f6)"
  sshcommand create "$user" "/usr/bin/dokku"
  run sshcommand acl-add "$user" admin "$folder/one.pub"
  line="$(<"$home/.ssh/authorized_keys")"
  owner="$(stat -c %U "$home/.ssh/authorized_keys") $(stat -c %a "$home/.ssh") $(<"$home/.sshcommand")"
  run sshcommand list no-such-user-here
  missing="$output"
  userdel -r "$user" 2>/dev/null
  [[ $line == *"\`cat $home/.sshcommand\`\",no-agent-forwarding"* && $owner == "$user 700 /usr/bin/dokku" && $missing == *"is not a user on this system"* ]]
}

@test "help, version, and words it does not know" {
  run sshcommand help
  [[ $status == 0 && $output == *acl-remove-by-fingerprint* ]]
  run sshcommand
  [[ $status == 1 && $output == *acl-add* ]]
  run sshcommand version
  [[ $status == 0 && $output == "sshcommand "* ]]
  run sshcommand nonsense
  [[ $status == 1 && $output == *"Invalid command"* ]]
}

@test "no key is added to a file of which a line is broken" {
  local broken
  for broken in "ssh-rsa broken" invalid; do
    rm -f "$keys"
    add admin <"$folder/one.pub"
    echo "$broken" >>"$keys"
    run add other <"$folder/two.pub"
    [[ $status == 1 && $output == *"$keys line 2 failed ssh-keygen check."* ]]
    [[ $(wc -l <"$keys") == 2 ]]
    run sshcommand list "$me"
    [[ $status == 1 ]]
  done
}

@test "empty lines and comments are no broken keys" {
  printf '\n' >"$keys"
  add admin <"$folder/one.pub"
  printf '# the second\n\n' >>"$keys"
  add other <"$folder/two.pub"
  [[ $(sshcommand list "$me" | wc -l) == 2 ]]
}
