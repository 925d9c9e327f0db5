#!/usr/bin/env bats
# config/functions: ENV files of every era, read; changes handed to the command.

# shellcheck source=test/compat/root.sh
source "$BATS_TEST_DIRNAME/root.sh"
setup() {
  make_root
  app blog
}
teardown() { remove_root; }

env_file() { cat >"$DOKKU_ROOT/blog/ENV"; }

@test "config_get reads what shells and Dokku wrote" {
  env_file <<'ENV'
# a comment
export OLD=plain
export SINGLE='it'\''s $HOME "x"'
export LINES='one
two = 2
export FAKE=1'
DOUBLE="say \"hi\" \$x \!\`\\ a\nb"
NUMBER=42
SPACED = with blanks  # and a comment
EMPTY=''
NOTHING=
MIXED=a'b c'"d"\ e
URL=postgres://u:p@h:1/d?x=y#z
not an assignment
1BAD=x
export DOS='a
b'
BARE=dos
export LAST='no newline at the end'
ENV
  truncate -s -1 "$DOKKU_ROOT/blog/ENV"
  while IFS='|' read -r key value; do
    plugin config/functions "$key" <<'BASH'
config_get blog "$1"
BASH
    answers 0 "$(printf '%b' "$value")"
  done <<'ROWS'
OLD|plain
SINGLE|it's $HOME "x"
LINES|one\ntwo = 2\nexport FAKE=1
DOUBLE|say "hi" $x !`\\ a\nb
NUMBER|42
SPACED|with blanks
EMPTY|
NOTHING|
MIXED|ab cd e
URL|postgres://u:p@h:1/d?x=y#z
LAST|no newline at the end
ROWS
  for key in FAKE BAD 1BAD '*' 'x]' "\$(touch $root/owned)" not; do
    plugin config/functions "$key" <<'BASH'
config_get blog "$1" || echo unset
BASH
    answers 0 unset
  done
  [[ ! -e $root/owned ]]
}

@test "line ends of other systems belong to a value in quotes, not to a bare one" {
  printf "export DOS='a\\r\\nb\\r'\\r\\nBARE=dos\\r\\n" | env_file
  plugin config/functions <<'BASH'
printf '<%q><%q>' "$(config_get blog DOS)" "$(config_get blog BARE)"
BASH
  answers 0 "<\$'a\\r\\nb\\r'><dos>"
}

@test "config_get: --global, --quoted, missing apps and files, the place since 0.38" {
  printf '%s\n' "export G='it'\\''s'" >"$DOKKU_ROOT/ENV"
  plugin config/functions <<'BASH'
config_get --global G; config_get --quoted --global G; config_get --global NO || echo "code $?"; config_get nobody G || echo "code $?"; config_get blog G || echo "code $?"
BASH
  answers 0 $'it\'s\n\'it\'\\\'\'s\'\ncode 1\ncode 1\ncode 1'
  plugin config/functions <<'BASH'
config_get blog; echo after
BASH
  [[ $status == 1 && $output == *"Which variable"* && $output != *after* ]]
  mkdir -p "$DOKKU_LIB_ROOT/config/blog"
  echo 'NEW="place"' >"$DOKKU_LIB_ROOT/config/blog/ENV"
  plugin config/functions <<'BASH'
config_get blog NEW
BASH
  answers 0 place
}

@test "config_all: a heading, keys padded, sorted; --merged, --shell, --export" {
  echo "G=global" >"$DOKKU_ROOT/ENV"
  env_file <<<$'export DATABASE_URL=\'mysql://a:b@c/d\'\nexport A=\'x y\''
  plugin config/functions <<'BASH'
config_all blog
BASH
  answers 0 $'=====> blog env vars\nA:             x y\nDATABASE_URL:  mysql://a:b@c/d'
  plugin config/functions <<'BASH'
DOKKU_QUIET_OUTPUT=1 config_all blog | grep mysql:// | cut -d: -f1; config_all --global
BASH
  answers 0 $'DATABASE_URL\n=====> global env vars\nG:  global'
  plugin config/functions <<'BASH'
config_all config blog --merged | tail -n 1; config_all blog --shell; echo; config_all --export blog; DOKKU_CONFIG_EXPORT=1 config_all blog
BASH
  answers 0 $'G:             global\nA=\'x y\' DATABASE_URL=\'mysql://a:b@c/d\' \nexport A=\'x y\'\nexport DATABASE_URL=\'mysql://a:b@c/d\'\nexport A=\'x y\'\nexport DATABASE_URL=\'mysql://a:b@c/d\''
  : | env_file
  plugin config/functions <<'BASH'
config_all blog; config_keys blog
BASH
  answers 0 $'=====> blog env vars'
}

@test "config_export: every format; what eval makes of it is the value again" {
  env_file <<<$'A="it\'s\\n\\"2\\" \\\\ $ & x"\nN=7'
  plugin config/functions <<'BASH'
eval "$(config_export app blog)"; printf "%s|%s\n" "$A" "$N"; unset A; eval "$(config_export app blog --format=exports --merged)"; printf "%s\n" "$A"
BASH
  answers 0 $'it\'s\n"2" \\ $ & x|7\nit\'s\n"2" \\ $ & x'
  plugin config/functions <<'BASH'
for f in docker-args-keys pack-keys envfile json json-list; do config_export app blog --format $f; done; config_keys blog; config_export app blog --format nope || echo "code $?"
BASH
  [[ ${lines[0]} == '--env=A --env=N' && ${lines[1]} == '--env A --env N' && ${lines[2]} == 'A="it'"'"'s\n\"2\" \\ \$ & x"' && ${lines[3]} == N=7 ]]
  [ "$(jq -r .A <<<"${lines[4]}")" = $'it\'s\n"2" \\ $ & x' ]
  [ "$(jq -r '.[1].name + .[1].value' <<<"${lines[5]}")" = N7 ]
  [[ ${lines[6]} == A && ${lines[7]} == N && $status == 1 ]]
  plugin config/functions <<'BASH'
config_export app blog --format docker-args; config_export global
BASH
  [[ $status == 0 && $output == *"--env=N='7'"* ]]
}

@test "what is printed as an ENV file is read back the same, whatever is in it" {
  env_file <<<"X='$(printf '\001\t!`$\\"\n#&*~ é  ')'"
  plugin config/functions "$root/copy" <<'BASH'
config_export app blog --format envfile >"$1"; a="$(config_get blog X; echo .)"; cp "$1" "$DOKKU_ROOT/blog/ENV"; b="$(config_get blog X; echo .)"; [[ $a == "$b" && ${#a} -gt 15 ]] && echo same
BASH
  answers 0 same
}

@test "config_set, config_unset and the others are the commands, without the app of --app" {
  export DOKKU_APP_NAME=blog
  stub dokku - <<'BASH'
[[ -z $DOKKU_APP_NAME ]] || echo "app given twice"
BASH
  plugin config/functions <<'BASH'
config_set blog "A=x y" B=; config_set --no-restart --global C=1; DOKKU_CONFIG_RESTART=false config_unset blog A; config_clear blog; config_bundle blog; fn-config-set blog true D=1; config_sub set blog E=1
BASH
  answers 0 ""
  called $'dokku [config:set] [blog] [A=x y] [B=]\ndokku [config:set] [--no-restart] [--global] [C=1]\ndokku [config:unset] [--no-restart] [blog] [A]
dokku [config:clear] [blog]\ndokku [config:bundle] [blog]\ndokku [config:set] [--no-restart] [blog] [D=1]\ndokku [config:set] [blog] [E=1]'
  stub dokku 'exit 5'
  plugin config/functions <<'BASH'
config_set blog A=1; echo after
BASH
  answers 5 ""
}

@test "a file of a thousand variables and one long value stay quick" {
  { for n in {1..1000}; do echo "export KEY_$n='value $n'"; done && printf 'export CERT="%s"\n' "$(head -c 60000 /dev/zero | tr '\0' 'x')"; } | env_file
  plugin config/functions <<'BASH'
config_get blog KEY_1000; v="$(config_get blog CERT)"; echo "${#v}"; config_keys blog | wc -l
BASH
  answers 0 $'value 1000\n60000\n1001'
}
