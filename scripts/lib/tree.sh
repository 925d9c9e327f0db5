# shellcheck shell=bash
# The code's own folder, /opt/hokku: a link to the files of one checkout, so that an upgrade is one rename. Sourced.

readonly PREFIX=/opt/hokku

# copy_tree: this checkout's files and npm packages to a folder of their own, which PREFIX then points at.
copy_tree() {
  local before target
  before="$(readlink -f "$PREFIX" || true)"
  if [[ $before == "$(pwd)" ]]; then return 0; fi
  if [[ -d $PREFIX && ! -L $PREFIX ]]; then fail "$PREFIX belongs to the package hokku; upgrade that, or remove it: apt-get remove hokku"; fi
  target="$PREFIX-$(list_files | pack --mtime=@0 --owner=0 --group=0 --numeric-owner | sha1sum | cut -c1-12)"
  if [[ ! -d $target ]]; then
    say "Copying the code to $target"
    rm -rf "$target.new"
    mkdir -p "$target.new"
    copy_files "$target.new" || fail "copying to $target.new failed; see above. What was installed before still works"
    sync "$target.new"
    mv -T "$target.new" "$target"
  fi
  relink "$target" "$PREFIX"
  # The one before stays: deploys may be running from it.
  find "$(dirname "$PREFIX")" -maxdepth 1 -name "$(basename "$PREFIX")-[0-9a-f]*" ! -path "$target" ! -path "$before" -exec rm -rf {} +
}

# Names of all files of the code, each ended by a NUL: git's, or all where there is no git, as in an unpacked archive.
list_files() {
  local rooms=(core hooks plugins scripts package.json package-lock.json)
  { git ls-files -z -co --exclude-standard "${rooms[@]}" 2>/dev/null || find "${rooms[@]}" ! -type d -print0; } |
    while IFS= read -r -d '' file; do if [[ -f $file || -L $file ]]; then printf '%s\0' "$file"; fi; done | sort -z
}

pack() { tar --create --null --no-recursion --files-from=- "$@"; }

# copy_files FOLDER: the code and those npm packages that are needed to run it.
copy_files() {
  list_files | pack | tar --extract --no-same-owner --directory="$1" || return 1
  core/node -p '
    const { existsSync, readFileSync } = require("node:fs");
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
    Object.keys(packages).filter((path) => path && !packages[path].dev && !packages[path].devOptional && existsSync(path)).join("\n")' |
    tar --create --exclude=.cache --files-from=- | tar --extract --no-same-owner --directory="$1" || return 1
  link_hooks "$1"
}

# link_hooks FOLDER: our hooks by the names that they have in Dokku as well, for those who run one by its path, or look whether it is there.
# None runs twice: where X.ts is there, X is not looked at.
link_hooks() {
  local file
  for file in "$1"/plugins/*/*.ts; do
    if [[ -x $file && ! -e ${file%.ts} ]]; then ln -s "$(basename "$file")" "${file%.ts}"; fi
  done
}
