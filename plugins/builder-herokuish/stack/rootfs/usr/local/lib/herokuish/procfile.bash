# shellcheck shell=bash
# Process types: those of the Procfile, else the buildpack's defaults.

procfile_types() {
  if [[ -f "$STACK_APP/Procfile" ]]; then
    sed -nE 's/^[[:space:]]*([A-Za-z0-9_-]+)[[:space:]]*:.*$/\1/p' "$STACK_APP/Procfile" | sort -u
  fi
}

# Prints the command of a process type; nothing when there is none.
procfile_command() {
  declare type="$1"
  local line
  if [[ ! -f "$STACK_APP/Procfile" ]]; then
    default_command "$type"
    return
  fi
  while IFS= read -r line || [[ -n "$line" ]]; do
    if [[ "$line" =~ ^[[:space:]]*([A-Za-z0-9_-]+)[[:space:]]*:[[:space:]]*(.*[^[:space:]])[[:space:]]*$ ]] &&
      [[ "${BASH_REMATCH[1]}" == "$type" ]]; then
      echo "${BASH_REMATCH[2]}"
      return
    fi
  done <"$STACK_APP/Procfile"
}

default_command() {
  declare wanted="$1"
  local type command
  if [[ ! -s "$STACK_APP/.release" ]]; then
    return
  fi
  while IFS= read -r -d '' type && IFS= read -r -d '' command; do
    if [[ "$type" == "$wanted" ]]; then
      echo "$command"
    fi
  done < <("$HEROKUISH_LIB/read-release" "$STACK_APP/.release" default_process_types)
}

# What the app will run, as text; defaults are written down as its Procfile, for
# whoever reads only that.
show_types() {
  local declared type command defaults=()
  title "Discovering process types"
  if [[ -f "$STACK_APP/Procfile" ]]; then
    declared="$(procfile_types | paste -sd ',' | sed 's/,/, /g')"
    detail "Procfile declares types -> ${declared:-none: it has no line of the form \"web: command\"}"
    return
  fi

  if [[ -s "$STACK_APP/.release" ]]; then
    while IFS= read -r -d '' type && IFS= read -r -d '' command; do
      defaults+=("$type: $command")
    done < <("$HEROKUISH_LIB/read-release" "$STACK_APP/.release" default_process_types)
  fi
  if [[ "${#defaults[@]}" -eq 0 ]]; then
    detail "No process types found: add a Procfile with a line such as \"web: command\"."
    return
  fi
  printf '%s\n' "${defaults[@]}" >"$STACK_APP/Procfile"
  detail "Default types -> $(printf '%s\n' "${defaults[@]%%:*}" | paste -sd ',' | sed 's/,/, /g')"
}
