# shellcheck shell=bash
# Our programs on everyone's PATH. What stood there before, Dokku's own perhaps, is set aside with dpkg-divert. Sourced.

readonly PROGRAMS=(core/dokku hooks/{plugn,pluginhook,sshcommand,sigil,hokku}
  hooks/{procfile-util,netrc,docker-image-labeler,docker-container-healthchecker})

link_programs() {
  local program name
  if [[ -e /var/lib/dpkg/info/hokku.list ]]; then return 0; fi
  for program in "${PROGRAMS[@]}"; do
    name="$(basename "$program")"
    link_program "$PREFIX/$program" "/usr/local/bin/$name"
    if is_strangers "/usr/bin/$name" || [[ -e /usr/bin/$name.before-hokku ]]; then
      link_program "$PREFIX/$program" "/usr/bin/$name"
    fi
  done
}

link_program() {
  if is_strangers "$2"; then divert --rename --divert "$2.before-hokku" --add "$2"; fi
  relink "$1" "$2"
}

unlink_programs() {
  local program path
  for program in "${PROGRAMS[@]}"; do
    for path in {/usr/local/bin,/usr/bin}/"$(basename "$program")"; do
      if [[ $(readlink "$path" || true) == "$PREFIX/"* ]]; then rm -f "$path"; fi
      if [[ -e $path.before-hokku && ! -e $path ]]; then divert --rename --remove "$path"; fi
    done
  done
}

is_strangers() { [[ -e $1 && $(readlink "$1" || true) != *opt/hokku[/-]* ]]; }

divert() { dpkg-divert --quiet --local "$@"; }
