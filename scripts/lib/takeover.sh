# shellcheck shell=bash
# Taking over a Dokku host, and giving it back. All state stays where it is; only code is exchanged. Sourced.

# take_over LIB: sets Dokku's own plugins aside, so that ours can stand in their place.
take_over() {
  local lib="$1" tree
  if [[ ! -d $lib/core-plugins/available || -L $lib/core-plugins/available ]]; then return 0; fi
  say "Taking over a Dokku host: its core plugins are kept in $lib/core-plugins.dokku"
  rm -rf "$lib/core-plugins.dokku.new"
  mkdir -p "$lib/core-plugins.dokku.new"
  for tree in available enabled; do
    find "$lib/plugins/$tree" -maxdepth 1 -type l -printf '%f\t%l\n' >"$lib/core-plugins.dokku.new/links-$tree"
  done
  cp -a /home/dokku/.sshcommand "$lib/core-plugins.dokku.new/sshcommand" 2>/dev/null || true
  cp -a /etc/nginx/conf.d/dokku.conf "$lib/core-plugins.dokku.new/nginx-dokku.conf" 2>/dev/null || true
  cp -a "$lib"/core-plugins/. "$lib/core-plugins.dokku.new/"
  mv -T "$lib/core-plugins.dokku.new" "$lib/core-plugins.dokku"
  rm -rf "$lib/core-plugins"
}

# give_back: Dokku's plugins and links as they were before.
give_back() {
  local tree name target kept="$LIB_DIR/core-plugins.dokku"
  if [[ ! -d $kept ]]; then fail "this host was not taken over from Dokku: there is no $kept"; fi
  remove_host_files
  rm -rf "$PREFIX" "$PREFIX"-[0-9a-f]* "$LIB_DIR/core-plugins" "$LIB_DIR/node_modules"
  mkdir -p "$LIB_DIR/core-plugins"
  cp -a "$kept/." "$LIB_DIR/core-plugins/"
  rm -f "$LIB_DIR"/core-plugins/{links-available,links-enabled,sshcommand,nginx-dokku.conf}
  for tree in available enabled; do
    remove_dangling "$LIB_DIR/plugins/$tree"
    while IFS=$'\t' read -r name target; do ln -sfn "$target" "$LIB_DIR/plugins/$tree/$name"; done <"$kept/links-$tree"
  done
  if [[ -e $kept/sshcommand ]]; then cp -a "$kept/sshcommand" "$HOME_DIR/.sshcommand"; fi
  if [[ -e $kept/nginx-dokku.conf ]]; then cp -a "$kept/nginx-dokku.conf" /etc/nginx/conf.d/dokku.conf; fi
  rm -rf "$kept"
  say "This host is Dokku's again. Run: dokku plugin:install && dokku ps:restore"
}
