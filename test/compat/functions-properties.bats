#!/usr/bin/env bats
# The property store in bash: same files as the one in TypeScript.

# shellcheck source=test/compat/root.sh
source "$BATS_TEST_DIRNAME/root.sh"
setup() { make_root; }
teardown() { remove_root; }

@test "write, get, exists, delete" {
  plugin common/property-functions <<'BASH'
p=letters
    fn-plugin-property-setup $p
    fn-plugin-property-get $p blog key; fn-plugin-property-get $p blog key none; fn-plugin-property-exists $p blog key || echo unset
    fn-plugin-property-write $p blog key "a  b*"
    fn-plugin-property-get $p blog key; fn-plugin-property-get-default $p blog key none; fn-plugin-property-exists $p blog key && echo set
    fn-plugin-property-write $p blog key ""
    fn-plugin-property-get-default $p blog key none; fn-plugin-property-exists $p blog key && echo "set, empty"
    fn-plugin-property-delete $p blog key; fn-plugin-property-delete $p blog key; fn-plugin-property-exists $p blog key || echo unset
BASH
  answers 0 $'none\nunset\na  b*\na  b*\nset\nset, empty\nunset'
}

@test "the file holds the value as it is, mode 600, and nothing is left beside it" {
  plugin common/property-functions $'two\nlines \\ %s $x' <<'BASH'
fn-plugin-property-write letters --global key "$1"; cat "$DOKKU_LIB_ROOT/config/letters/--global/key"; echo "|"
    stat -c %a "$DOKKU_LIB_ROOT/config/letters/--global/key"; ls -A "$DOKKU_LIB_ROOT/config/letters/--global"
BASH
  answers 0 $'two\nlines \\ %s $x|\n600\nkey'
}

@test "get-all, by prefix, clone, destroy" {
  plugin common/property-functions <<'BASH'
p=letters
    fn-plugin-property-get-all $p blog
    fn-plugin-property-write $p blog b 2; fn-plugin-property-write $p blog a "1 1"; fn-plugin-property-write $p blog web.x 3
    fn-plugin-property-get-all $p blog; fn-plugin-property-get-all-by-prefix $p blog web.
    fn-plugin-property-clone $p blog shop; fn-plugin-property-clone $p nobody other; fn-plugin-property-get $p shop a
    fn-plugin-property-destroy $p blog; fn-plugin-property-get-all $p blog; fn-plugin-property-get $p shop b
    fn-plugin-property-destroy $p _all_; ls -A "$DOKKU_LIB_ROOT/config"
BASH
  answers 0 $'a 1 1\nb 2\nweb.x 3\nweb.x 3\n1 1\n2'
}

@test "lists" {
  plugin common/property-functions <<'BASH'
p=letters
    fn-plugin-property-list-length $p blog l; fn-plugin-property-list-get $p blog l
    for item in b "c d" 01; do fn-plugin-property-list-add $p blog l "$item"; done
    fn-plugin-property-list-add $p blog l a 1; fn-plugin-property-list-add $p blog l z 99
    fn-plugin-property-list-get $p blog l; fn-plugin-property-list-length $p blog l
    fn-plugin-property-list-get-by-index $p blog l 2; fn-plugin-property-list-get-by-index $p blog l 9 || echo "no ninth"
    fn-plugin-property-list-get-by-value $p blog l "c d" && echo has; fn-plugin-property-list-get-by-value $p blog l c || echo "has no c"
    fn-plugin-property-list-set $p blog l B 1; fn-plugin-property-list-remove $p blog l "c d"; fn-plugin-property-list-remove $p blog l z
    fn-plugin-property-list-get $p blog l | tr "\n" ,
BASH
  answers 0 $'0\na\nb\nc d\n01\nz\n5\nc d\nno ninth\nhas\nhas no c\na,B,01,'
}

@test "removing what is not in a list is a failure, numbers are texts, a prefix may take several" {
  plugin common/property-functions <<'BASH'
p=letters
    for item in 1 1.0 -n; do fn-plugin-property-list-add $p blog l "$item"; done
    fn-plugin-property-list-remove $p blog l 01 || echo "code $?"
    fn-plugin-property-list-remove $p blog l -n
    fn-plugin-property-list-get $p blog l
    fn-plugin-property-list-remove-by-prefix $p blog l 1; fn-plugin-property-list-length $p blog l
    fn-plugin-property-list-add $p blog l "two
lines" || echo "code $?"
BASH
  answers 0 $' !     01 is not in the list l of letters; nothing was removed\ncode 1\n1\n1.0\n0\n !     an item of the list l cannot have more than one line\ncode 1'
}

@test "a list without a last newline, and one written by others, is read" {
  mkdir -p "$DOKKU_LIB_ROOT/config/letters/blog"
  printf 'a\nb' >"$DOKKU_LIB_ROOT/config/letters/blog/l"
  plugin common/property-functions <<'BASH'
fn-plugin-property-list-length letters blog l; fn-plugin-property-list-add letters blog l c; cat "$DOKKU_LIB_ROOT/config/letters/blog/l"
BASH
  answers 0 $'2\na\nb\nc'
}

@test "twenty at once lose nothing" {
  plugin common/property-functions <<'BASH'
for n in {1..20}; do fn-plugin-property-list-add letters blog l "$n" & done; wait; fn-plugin-property-list-length letters blog l
BASH
  answers 0 20
}

@test "names that lead out of the store are refused" {
  plugin common/property-functions <<'BASH'
fn-plugin-property-write letters ../x key v; echo after
BASH
  [[ $status == 1 && $output != *after* && ! -e $DOKKU_LIB_ROOT/config/x ]]
  plugin common/property-functions <<'BASH'
fn-plugin-property-destroy letters ""; echo after
BASH
  [[ $status == 1 && $output != *after* ]]
  plugin common/property-functions <<'BASH'
fn-plugin-property-get letters blog ..; echo after
BASH
  [[ $status == 1 && $output != *after* ]]
}

@test "TypeScript reads what bash wrote and the other way round" {
  printf '%s\n' "import { properties } from '$checkout/plugins/common/lib/properties.ts';" \
    "const p = properties('letters', process.env); console.log(p.get('blog', 'key'), p.list('blog', 'l'), p.keys('blog'));" \
    "p.set('blog', 'key', 'from ts'); p.setList('blog', 'l', ['x', 'y z']);" >"$root/read.ts"
  plugin common/property-functions "$root/read.ts" <<'BASH'
fn-plugin-property-write letters blog key "from bash"; fn-plugin-property-list-add letters blog l "a b"
    "$HOKKU_NODE" "$1"; fn-plugin-property-get letters blog key; fn-plugin-property-list-get-by-index letters blog l 1
BASH
  answers 0 $'from bash [ \'a b\' ] [ \'key\', \'l\' ]\nfrom ts\ny z'
}
