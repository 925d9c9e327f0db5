#!/usr/bin/env bash
# Process types: those of the Procfile, else the buildpack's defaults.

procfile_types() {
  if [[ -f "$APP_PATH/Procfile" ]]; then
    sed -nE 's/^[[:space:]]*([A-Za-z0-9_-]+)[[:space:]]*:.*$/\1/p' "$APP_PATH/Procfile" | sort -u
  fi
}

# Prints the command of a process type; nothing when there is none.
procfile_command() {
  declare type="$1"
  local line
  if [[ ! -f "$APP_PATH/Procfile" ]]; then
    default_command "$type"
    return
  fi
  while IFS= read -r line || [[ -n "$line" ]]; do
    if [[ "$line" =~ ^[[:space:]]*([A-Za-z0-9_-]+)[[:space:]]*:[[:space:]]*(.*[^[:space:]])[[:space:]]*$ ]] &&
      [[ "${BASH_REMATCH[1]}" == "$type" ]]; then
      echo "${BASH_REMATCH[2]}"
      return
    fi
  done <"$APP_PATH/Procfile"
}

default_command() {
  declare wanted="$1"
  local type command
  if [[ ! -s "$APP_PATH/.release" ]]; then
    return
  fi
  while IFS= read -r -d '' type && IFS= read -r -d '' command; do
    if [[ "$type" == "$wanted" ]]; then
      echo "$command"
    fi
  done < <("$HEROKUISH_LIB/read-release" "$APP_PATH/.release" default_process_types)
}
