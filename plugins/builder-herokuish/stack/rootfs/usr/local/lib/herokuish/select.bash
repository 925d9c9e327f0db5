# shellcheck shell=bash
# Which buildpacks build the app: BUILDPACK_URL, else .buildpacks, else the
# first of the stack's own whose bin/detect says yes.

# shellcheck source=/dev/null
source "$HEROKUISH_LIB/fetch.bash"

declare -a CHOSEN_PATHS=() CHOSEN_NAMES=()

choose_buildpacks() {
  local -a wanted=()
  if [[ -n "$BUILDPACK_URL" && "$BUILDPACK_URL" != *heroku-buildpack-multi* ]]; then
    wanted=("$BUILDPACK_URL")
  elif [[ -f "$STACK_BUILD/.buildpacks" ]]; then
    mapfile -t wanted < <(sed -E 's/\r$//; s/^[[:space:]]+|[[:space:]]+$//g; /^(#|$)/d' "$STACK_BUILD/.buildpacks")
  fi

  if [[ "${#wanted[@]}" -gt 0 ]]; then
    choose_wanted "${wanted[@]}"
  else
    choose_detected
  fi
}

# A buildpack the user named must agree: building what it cannot is worse.
choose_wanted() {
  local wanted folder number=0
  for wanted in "$@"; do
    number=$((number + 1))
    title "Fetching custom buildpack $(shown "$wanted")"
    folder="$(fetch_buildpack "$wanted" "$STACK_BUILDPACK/custom/$number")"
    if ! detects "$folder"; then
      fail "The buildpack $(shown "$wanted") does not want this app: its bin/detect exited ${DETECTED_CODE}." \
        "${DETECTED_WORDS:-It did not say why.}"
    fi
    take "$folder"
  done
}

choose_detected() {
  local folder refusals=() also=()
  for folder in "$STACK_BUILDPACK"/[0-9]*_*; do
    if ! detects "$folder"; then
      refusals+=("$(printf '  %-10s %s' "$(buildpack_name "$folder")" "${DETECTED_WORDS:-(bin/detect did not say)}")")
    elif [[ "${#CHOSEN_PATHS[@]}" -eq 0 ]]; then
      take "$folder"
    elif [[ ! -f "$folder/fallback" ]]; then
      also+=("$DETECTED_WORDS")
    fi
  done
  if [[ "${#CHOSEN_PATHS[@]}" -eq 0 ]]; then
    refuse_app "${refusals[@]}"
  fi
  if [[ "${#also[@]}" -gt 0 ]]; then
    detail "It also looks like ${also[*]}; name another buildpack, or several, in BUILDPACK_URL or .buildpacks."
  fi
}

refuse_app() {
  warn "No buildpack can build this app. Each looked for its files in the root of the source:" "$@" \
    "The root holds: $(find "$STACK_BUILD" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | head -n 20 | xargs -d '\n')" \
    "Add one of these files, or name a buildpack: BUILDPACK_URL in the app's config, or a line in .buildpacks."
  exit 1
}

# Asks bin/detect, and keeps its answer (or its reason) and its exit code.
detects() {
  declare folder="$1"
  DETECTED_CODE=0
  local reason="$STACK_BUILDPACK/custom/.reason"
  DETECTED_WORDS="$("$folder/bin/detect" "$STACK_BUILD" 2>"$reason")" || DETECTED_CODE=$?
  if [[ "$DETECTED_CODE" -ne 0 ]]; then
    DETECTED_WORDS="$(xargs -d '\n' <"$reason")"
  fi
  return "$DETECTED_CODE"
}

take() {
  declare folder="$1"
  local name="${DETECTED_WORDS##*$'\n'}"
  CHOSEN_PATHS+=("$folder")
  CHOSEN_NAMES+=("${name:-$(buildpack_name "$folder")}")
  title "${CHOSEN_NAMES[-1]} app detected"
}

buildpack_name() {
  declare folder="$1"
  basename "$folder" | sed -E 's/^[0-9]+_(buildpack-)?//'
}

# An address as people say it, and without the password it may hold.
shown() {
  sed -E 's#://[^/@]*@#://#; s#^https://github.com/##; s#\.git(\#|$)#\1#' <<<"$1"
}
