# shellcheck shell=bash
# How quickstart is reached from any terminal: plain `ssh` and `git` find the key, and `dokku` is on PATH. Sourced.

# ssh_folder: where ssh looks for its files, which is in the home that the system knows, whatever HOME says.
ssh_folder() {
  local home
  home="$(getent passwd "$(id -u)" | cut -d: -f6)"
  printf '%s' "${home:-$HOME}/.ssh"
}

# make_reachable ROOT: one line in ~/.ssh/config, which --purge takes back, and a link called dokku.
make_reachable() {
  declare root="$1"
  local folder config line
  folder="$(ssh_folder)"
  config="$folder/config"
  line="$(include_line "$root")"
  (umask 077 && mkdir -p "$folder") 2>/dev/null || true
  if [[ ! -w $folder || (-e $config && ! -r $config) ]]; then
    say "$config cannot be changed, so ssh needs: -F '$root/ssh_config'"
  elif ! grep -qsxF "$line" "$config"; then
    # In front of everything, as an Include behind a Host would be that host's alone.
    { printf '%s\n' "$line" && if [[ -e $config ]]; then cat "$config"; fi; } >"$config.hokku.$$"
    if [[ -e $config ]]; then chmod --reference="$config" "$config.hokku.$$"; else chmod 600 "$config.hokku.$$"; fi
    mv -f "$config.hokku.$$" "$(readlink -f "$config")"
    say "Put one line into $config, so that ssh and git find the key: $line"
  fi
  link_dokku "$root"
}

include_line() { printf 'Include "%s"' "$1/ssh_include"; }

# link_dokku ROOT: in the first folder of PATH that is the user's to write to; else in ~/.local/bin, which login shells add.
link_dokku() {
  declare root="$1"
  local folder
  if [[ $(readlink "$(type -P dokku)") == "$root/bin/dokku" ]]; then return 0; fi
  if [[ -n $(type -P dokku) ]]; then
    say "dokku is another one on your PATH: $(type -P dokku); this one is '$root/bin/dokku'"
    return 0
  fi
  for folder in "$HOME/.local/bin" "$HOME/bin" /usr/local/bin; do
    if [[ :$PATH: == *":$folder:"* ]] && { [[ -w $folder ]] || mkdir -p "$folder" 2>/dev/null; } && [[ -w $folder ]]; then break; fi
    folder=""
  done
  if [[ -z $folder ]]; then
    folder="$HOME/.local/bin"
    mkdir -p "$folder" 2>/dev/null || return 0
    say "dokku is in $folder, which is not on your PATH; run: export PATH=\"\$HOME/.local/bin:\$PATH\""
  fi
  ln -sfn "$root/bin/dokku" "$folder/dokku"
  printf '%s\n' "$folder/dokku" >"$root/dokku-link"
}

# remove_reach ROOT: the line and the link, if they are still this one's.
remove_reach() {
  declare root="$1"
  local config line link
  config="$(ssh_folder)/config"
  line="$(include_line "$root")"
  if grep -qsxF "$line" "$config"; then
    grep -vxF "$line" "$config" >"$config.hokku.$$" || true
    chmod --reference="$config" "$config.hokku.$$"
    mv -f "$config.hokku.$$" "$(readlink -f "$config")"
  fi
  link="$(cat "$root/dokku-link" 2>/dev/null || true)"
  if [[ -n $link && $(readlink "$link") == "$root/bin/dokku" ]]; then rm -f "$link"; fi
}
