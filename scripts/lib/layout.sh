# shellcheck shell=bash
# The folders of a Hokku host, for quickstart (below one folder) and install (/home/dokku, /var/lib/dokku). Sourced.

# What plugins from before 0.4, which lie in plugins/ itself, source from the folder beside theirs: `$(dirname $0)/../common/functions`.
readonly SOURCED=(common config certs domains nginx-vhosts proxy ps)

# lay_out CHECKOUT HOME LIB: makes folders and links that are not there; runs again without harm.
lay_out() {
  declare checkout="$1" home="$2" lib="$3"
  local tree plugin name
  mkdir -p "$home/.ssh" "$lib"/{config/--global,core-plugins,node_modules} "$lib"/data/{storage,compile-cache} "$lib"/plugins/{available,enabled}
  chmod 700 "$home/.ssh"
  if [[ ! -e $home/.ssh/authorized_keys ]]; then touch "$home/.ssh/authorized_keys"; fi
  chmod 600 "$home/.ssh/authorized_keys"
  # For editors, and for plugins under development: its name stays when Hokku is upgraded.
  relink "$checkout" "$lib/node_modules/hokku"
  for tree in available enabled; do
    relink "$checkout/plugins" "$lib/core-plugins/$tree"
    for plugin in "$checkout"/plugins/*/; do
      name="$(basename "$plugin")"
      # One of the host's own that has taken the place of ours stays.
      if [[ -d $lib/plugins/available/$name && ! -L $lib/plugins/available/$name ]]; then continue; fi
      if [[ ! -e $lib/plugins/$tree/$name || -L $lib/plugins/$tree/$name ]]; then
        relink "$lib/core-plugins/$tree/$name" "$lib/plugins/$tree/$name"
      fi
    done
    remove_dangling "$lib/plugins/$tree"
  done
  for name in "${SOURCED[@]}"; do
    if [[ ! -e $lib/plugins/$name || -L $lib/plugins/$name ]]; then relink "$lib/core-plugins/enabled/$name" "$lib/plugins/$name"; fi
  done
}

# relink TARGET LINK: points a link elsewhere in one step.
relink() {
  if [[ $(readlink "$2" || true) == "$1" ]]; then return 0; fi
  ln -sfn "$1" "$2.new.$$"
  mv -T "$2.new.$$" "$2"
}

# remove_dangling FOLDER: links to plugins that are no more.
remove_dangling() {
  local link
  for link in "$1"/*; do
    if [[ -L $link && ! -e $link ]]; then rm -f "$link"; fi
  done
}

# stack_image: the name of the image for apps without a Dockerfile: of this host's release, else of Debian 12.
stack_image() (
  source plugins/builder-herokuish/stack/host/mirror.bash
  printf 'hokku/stack:%s' "$(host_suite)"
)
