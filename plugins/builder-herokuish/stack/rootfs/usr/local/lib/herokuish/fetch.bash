# shellcheck shell=bash
# Where buildpacks come from: the stack's own by name, a git repository, an
# archive, a folder.

# Prints the folder of the buildpack that "name" or "url#ref" means, and
# fetches it into the folder given when the stack does not have it.
fetch_buildpack() {
  declare wanted="$1" into="$2"
  local url="${wanted%%#*}" ref=""
  if [[ "$wanted" == *"#"* ]]; then
    ref="${wanted#*#}"
  fi
  if own_buildpack "$url"; then
    return
  fi
  if [[ "$ref" == -* ]] || ! is_address "$url"; then
    fail "\"$wanted\" is no buildpack's address. What works: $(own_names | xargs)," \
      "a git repository (https://, ssh://, git://, file://, user@host:path, optionally #branch-or-tag-or-commit)," \
      "an archive (https://... .tar.gz, .tgz, .tar.xz, .tar.bz2, .tar), a folder in the container (/path)."
  fi

  rm -rf "$into"
  case "${url%%\?*}" in
  *.tgz | *.tar | *.tar.gz | *.tar.xz | *.tar.bz2 | *.tar.bz | *.tbz) download_archive "$url" "$into" ;;
  *) clone_or_copy "$url" "$ref" "$into" ;;
  esac
  buildpack_inside "$into"
}

is_address() {
  declare url="$1"
  [[ "$url" =~ ^(https?|git|ssh|file)://. || "$url" =~ ^[A-Za-z0-9_.-]+@[A-Za-z0-9_.-]+:. || "$url" == /* ]]
}

# The stack's folders are NN_name, the number being the order of detection.
own_names() {
  find "$STACK_BUILDPACK" -mindepth 1 -maxdepth 1 -name '[0-9]*_*' -printf '%f\n' |
    sort | sed -E 's/^[0-9]+_(buildpack-)?//'
}

own_buildpack() {
  declare name="${1#heroku/}"
  if [[ "$name" =~ ^[a-z0-9-]+$ ]]; then
    find "$STACK_BUILDPACK" -maxdepth 1 \( -name "[0-9]*_$name" -o -name "[0-9]*_buildpack-$name" \) | grep -m 1 .
    return
  fi
  return 1
}

clone_or_copy() {
  declare url="$1" ref="$2" into="$3"
  if [[ "$url" == /* && -z "$ref" && ! -e "$url/.git" && ! -e "$url/HEAD" ]]; then
    cp -r "$url" "$into" || fail "No buildpack at $url in the container."
    return
  fi
  export GIT_TERMINAL_PROMPT=0
  if [[ -z "$ref" ]]; then
    git clone --quiet --depth 1 -- "$url" "$into" >&2 || fail "Cannot clone the buildpack $url"
    return
  fi
  if git clone --quiet --depth 1 --branch "$ref" -- "$url" "$into" >/dev/null 2>&1; then
    return
  fi
  rm -rf "$into"
  git clone --quiet -- "$url" "$into" >&2 || fail "Cannot clone the buildpack $url"
  git -C "$into" checkout --quiet "$ref" >&2 || fail "The buildpack $url has no branch, tag or commit \"$ref\"."
}

download_archive() {
  declare url="$1" into="$2"
  if [[ "$url" == /* ]]; then
    url="file://$url"
  fi
  mkdir -p "$into"
  curl --fail --silent --show-error --location --retry 2 --connect-timeout "$CURL_CONNECT_TIMEOUT" \
    --max-time "$CURL_TIMEOUT" --output "$into.archive" -- "$url" || fail "Cannot download the buildpack $url"
  tar -xf "$into.archive" -C "$into" || fail "The buildpack $url is not an archive tar can read."
  rm -f "$into.archive"
}

# Archives of repositories hold one folder, and the buildpack in it.
buildpack_inside() {
  declare folder="$1"
  local inner
  if [[ ! -f "$folder/bin/compile" ]]; then
    inner="$(find "$folder" -mindepth 2 -maxdepth 3 -path '*/bin/compile' | head -n 1)"
    folder="${inner%/bin/compile}"
  fi
  if [[ -z "$folder" || ! -f "$folder/bin/detect" ]]; then
    fail "What was fetched is no buildpack: it has no bin/detect and bin/compile."
  fi
  chmod +x "$folder"/bin/*
  echo "$folder"
}
