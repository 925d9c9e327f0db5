#!/usr/bin/env bats
# The printers and small questions of common/functions.

# shellcheck source=test/compat/root.sh
source "$BATS_TEST_DIRNAME/root.sh"
setup() { make_root; }
teardown() { remove_root; }

@test "printers have their prefix and join their words" {
  for row in "dokku_log_info1|-----> a  b" "dokku_log_info2|=====> a  b" "dokku_log_verbose|       a  b" "dokku_log_exclaim| !     a  b" \
    "dokku_log_info1_quiet|-----> a  b" "dokku_log_info2_quiet|=====> a  b" "dokku_log_verbose_quiet|       a  b" "dokku_log_quiet|a  b"; do
    plugin common/functions "${row%%|*}" <<'BASH'
"$1" "a " b 2>/dev/null; IFS=x; "$1" "a " b
BASH
    answers 0 "${row#*|}"$'\n'"${row#*|}"
  done
}

@test "warnings go to stderr, and what is printed is not interpreted" {
  plugin common/functions <<'BASH'
dokku_log_warn hear; dokku_log_warn_quiet hear
BASH
  answers 0 " !     hear"$'\n'" !     hear"
  plugin common/functions <<'BASH'
dokku_log_warn hear 2>/dev/null; dokku_log_stderr hear 2>/dev/null
BASH
  answers 0 ""
  plugin common/functions <<'BASH'
dokku_log_info1 '-n' '%s' '\t' '*'
BASH
  answers 0 '-----> -n %s \t *'
}

@test "quiet ones are silent while DOKKU_QUIET_OUTPUT is set, the others are not" {
  export DOKKU_QUIET_OUTPUT=1
  plugin common/functions <<'BASH'
for f in info1 info2 verbose warn exclaim; do dokku_log_${f}_quiet x; done; dokku_log_quiet x
    for f in msg info1 info2; do dokku_col_log_${f}_quiet x; done; dokku_log_info1 y
BASH
  answers 0 "-----> y"
}

@test "dokku_log_fail ends the script with DOKKU_FAIL_EXIT_CODE or 1" {
  plugin common/functions <<'BASH'
dokku_log_fail no way; echo after
BASH
  answers 1 " !     no way"
  plugin common/functions <<'BASH'
DOKKU_FAIL_EXIT_CODE=7 dokku_log_fail no way
BASH
  answers 7 " !     no way"
  plugin common/functions <<'BASH'
DOKKU_QUIET_OUTPUT=1 dokku_log_fail_quiet no way; echo after
BASH
  answers 1 ""
  plugin common/functions <<'BASH'
dokku_log_exit done; echo after
BASH
  answers 0 "done"
}

@test "columns" {
  plugin common/functions <<'BASH'
dokku_col_log_msg a b c d; dokku_col_log_info1_quiet a b; dokku_col_log_info2_quiet a b
BASH
  answers 0 "$(printf '%-25s %-25s %-25s %-25s\n%-6s %-18s %-25s %-25s %-25s\n%-6s %-18s %-25s %-25s %-25s' a b c d '----->' a b '' '' '=====>' a b '' '')"
}

@test "has_tty looks at stdin unless it is told" {
  plugin common/functions <<'BASH'
has_tty </dev/null || echo none; DOKKU_FORCE_TTY=true has_tty </dev/null && echo forced
BASH
  answers 0 $'none\nforced'
  plugin common/functions <<'BASH'
export DOKKU_DISABLE_TTY=true; has_tty || echo none
BASH
  answers 0 none
  run script -qec "bash -c 'source $checkout/plugins/common/functions; has_tty && echo person'" /dev/null
  answers 0 $'person\r'
}

@test "suppress_output shows what failed, keeps its exit code and leaves nothing behind" {
  plugin common/functions <<'BASH'
suppress_output echo quiet; suppress_output bash -c "echo loud; echo err >&2; exit 6" || echo "code $?"
BASH
  answers 0 $'loud\nerr\ncode 6'
  mkdir "$root/tmp"
  plugin common/functions "$root/tmp" <<'BASH'
TMPDIR="$1" suppress_output false || true; ls -A "$1"
BASH
  answers 0 ""
  plugin common/functions <<'BASH'
suppress_output printf "%s\n" "a b" >/dev/null; suppress_output test "a b" = "a b" && echo same
BASH
  answers 0 same
}

@test "fn-in-array, lists and values" {
  plugin common/functions <<'BASH'
fn-in-array b "a b" b && fn-in-array "a b" "a b" && ! fn-in-array c a b && ! fn-in-array x && echo right
BASH
  answers 0 right
  plugin common/functions <<'BASH'
is_number 12 && ! is_number 1a && ! is_number "" && is_abs_path /a && ! is_abs_path a && echo right
BASH
  answers 0 right
  plugin common/functions <<'BASH'
is_val_in_list b a,b,c; is_val_in_list b abc; is_val_in_list "*" a,b; is_val_in_list b "a b" " "
BASH
  answers 0 $'true\nfalse\nfalse\ntrue'
  plugin common/functions <<'BASH'
add_val_to_list c a,b; remove_val_from_list b a,b,bc; remove_val_from_list a a; merge_dedupe_list "b,a b,c" ","
BASH
  answers 0 $'a,b,c\na,bc\n\na b c'
}

@test "strip_inline_comments" {
  plugin common/functions <<'BASH'
strip_inline_comments "web=1 # one"; strip_inline_comments "a#b"; strip_inline_comments ""
BASH
  answers 0 $'web=1\na#b'
}

@test "JSON, docker options as words, Dockerfiles" {
  plugin common/functions <<'BASH'
get_json_value .a.b <<<"{\"a\":{\"b\":\"x y\"}}"; get_json_value .n <<<"{}"; get_json_keys . <<<"{\"k\":1}"
BASH
  answers 0 $'x y\nk'
  plugin common/functions <<'BASH'
fn-docker-args-split "-v \"/a b:/c\" $HOME" | tr "\0" "|"
BASH
  answers 0 "-v|/a b:/c|$HOME|"
  printf 'FROM x\nEXPOSE 80\nEXPOSE 5000/tcp 6000' >"$root/Dockerfile"
  plugin common/functions "$root/Dockerfile" <<'BASH'
extract_directive_from_dockerfile "$1" EXPOSE; get_dockerfile_exposed_ports "$1"
BASH
  answers 0 $'EXPOSE 5000/tcp 6000\n5000/tcp 6000'
}

@test "parse_args takes the global flags wherever they are, and --app in front of the command" {
  plugin common/functions <<'BASH'
parse_args --quiet --app blog config:set --app other --force; echo "$DOKKU_QUIET_OUTPUT $DOKKU_APP_NAME $DOKKU_APPS_FORCE_DELETE ${DOKKU_TRACE:-no}$DOKKU_GLOBAL_FLAGS"
BASH
  answers 0 "1 blog 1 no --quiet --app --app --force"
}

@test "nothing is printed by sourcing, twice, from another folder, with set -u, or without Dokku's variables" {
  plugin "common/functions common/functions common/property-functions config/functions" <<'BASH'
echo done
BASH
  answers 0 "done"
  run bash -uc "cd / && source $checkout/plugins/common/functions && source $checkout/plugins/nginx-vhosts/functions && echo done"
  answers 0 "done"
  run env -i PATH="$PATH" DOKKU_DEFAULTS=/none DOKKU_ROOT="$DOKKU_ROOT" DOKKU_LIB_ROOT="$DOKKU_LIB_ROOT" \
    bash -c "source $checkout/plugins/common/functions && echo \$PLUGIN_CORE_AVAILABLE_PATH"
  answers 0 "$DOKKU_LIB_ROOT/core-plugins/available"
}
