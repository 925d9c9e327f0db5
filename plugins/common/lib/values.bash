#!/usr/bin/env bash
# Small questions about values: numbers, paths, lists in one string, lists of words.

is_number() { [[ $1 =~ ^[0-9]+$ ]]; }
is_abs_path() { [[ $1 == /* ]]; }

# Whether the first word is among the others.
fn-in-array() {
  local item
  for item in "${@:2}"; do
    if [[ $item == "$1" ]]; then return 0; fi
  done
  return 1
}

# Prints true or false: whether a value is in a list whose items are divided by commas, or by what the third word says.
is_val_in_list() {
  declare VALUE="$1" LIST="$2" DELIMITER="${3:-,}"
  if [[ $DELIMITER$LIST$DELIMITER == *"$DELIMITER$VALUE$DELIMITER"* ]]; then echo true; else echo false; fi
}

add_val_to_list() {
  declare VALUE="$1" LIST="$2" DELIMITER="${3:-,}"
  printf '%s\n' "$LIST$DELIMITER$VALUE"
}

remove_val_from_list() {
  declare VALUE="$1" LIST="$2" DELIMITER="${3:-,}"
  local item items kept=""
  IFS="$DELIMITER" read -ra items <<<"$LIST"
  for item in "${items[@]}"; do
    if [[ -n $item && $item != "$VALUE" ]]; then kept+="${kept:+$DELIMITER}$item"; fi
  done
  printf '%s\n' "$kept"
}

# Prints the items of one or more lists once each, sorted, divided by spaces.
merge_dedupe_list() {
  declare LISTS="$1" DELIMITER="${2:-,}"
  local merged
  merged="$(tr -s "${DELIMITER}[:space:]" '\n' <<<"$LISTS" | sed '/^$/d' | sort -u)"
  printf '%s\n' "${merged//$'\n'/ }"
}

# Prints a line without the comment at its end.
strip_inline_comments() {
  declare LINE="$1"
  printf '%s\n' "${LINE%[[:space:]]#*}"
}

# Prints the value at a jq path of the JSON on stdin, nothing where there is none.
get_json_value() {
  declare NODE="$1"
  jq -r "$NODE | select(. != null)" 2>/dev/null
}

get_json_keys() {
  declare NODE="$1"
  jq -r "$NODE | select(. != null) | keys[]" 2>/dev/null
}

# Prints the words of a docker-args text, each ended by NUL. Quotes count, nothing is expanded.
fn-docker-args-split() {
  declare ARGS="$1"
  printf '%s' "$ARGS" | xargs -r printf '%s\0'
}

# Prints the last line of a Dockerfile that begins with a directive.
extract_directive_from_dockerfile() {
  declare FILE="$1" DIRECTIVE="$2"
  local line found=""
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == "$DIRECTIVE "* ]]; then found="$line"; fi
  done <"$FILE"
  printf '%s\n' "$found"
}
