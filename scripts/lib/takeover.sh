# shellcheck shell=bash
# Taking over a Dokku host, and giving it back. All state stays where it is; only code is exchanged. Sourced.

# What of the host, outside Dokku's own folders, we write in our turn.
readonly SHARED_FILES=(/etc/nginx/conf.d/dokku.conf /etc/sudoers.d/dokku-nginx /etc/sudoers.d/dokku-storage /etc/logrotate.d/dokku)
readonly DOKKU_UNITS=(dokku-redeploy.service dokku-retire.timer)

# take_over LIB: sets Dokku's own plugins aside, so that ours can stand in their place. One rename does it.
take_over() {
  local lib="$1" notes="$1/core-plugins/.before-hokku" tree file
  local files=()
  if [[ ! -d $lib/core-plugins/available || -L $lib/core-plugins/available ]]; then return 0; fi
  say "Taking over a Dokku host: its core plugins are kept in $lib/core-plugins.dokku"
  rm -rf "$notes"
  mkdir -p "$notes"
  for tree in available enabled; do
    find "$lib/plugins/$tree" -maxdepth 1 -type l -printf '%f\t%l\n' >"$notes/links-$tree"
  done
  for file in "$HOME_DIR/.sshcommand" "${SHARED_FILES[@]}"; do
    if [[ -e $file ]]; then files+=("${file#/}"); fi
  done
  tar --create --file="$notes/files.tar" --directory=/ --files-from=/dev/null "${files[@]}"
  if dpkg -s dokku >/dev/null 2>&1; then apt-mark hold dokku >/dev/null; fi
  if [[ -d /run/systemd/system ]]; then systemctl disable --quiet --now "${DOKKU_UNITS[@]}" 2>/dev/null || true; fi
  rm -rf "$lib/core-plugins.dokku"
  mv -T "$lib/core-plugins" "$lib/core-plugins.dokku"
}

# give_back: Dokku's plugins, links and files as they were before.
give_back() {
  local name target tree kept="$LIB_DIR/core-plugins.dokku" notes="$LIB_DIR/core-plugins/.before-hokku"
  if [[ ! -d $kept && ! -d $notes ]]; then fail "this host was not taken over from Dokku: there is no $kept"; fi
  if [[ -e /var/lib/dpkg/info/hokku.list ]]; then fail "Hokku is here as a package; first: apt-get remove hokku, then run this again"; fi
  remove_host_files
  rm -f "$HOME_DIR/.dokkurc/hokku-stack" # it names an image that Dokku could not make
  for name in "${SOURCED[@]}"; do
    if [[ -L $LIB_DIR/plugins/$name ]]; then rm -f "$LIB_DIR/plugins/$name"; fi
  done
  if [[ -d $kept ]]; then
    rm -rf "$LIB_DIR/core-plugins" "$LIB_DIR/node_modules"
    mv -T "$kept" "$LIB_DIR/core-plugins"
  fi
  for tree in available enabled; do
    remove_dangling "$LIB_DIR/plugins/$tree"
    while IFS=$'\t' read -r name target; do
      ln -sfn "$target" "$LIB_DIR/plugins/$tree/$name"
      chown --no-dereference dokku:dokku "$LIB_DIR/plugins/$tree/$name"
    done <"$notes/links-$tree"
  done
  tar --extract --preserve-permissions --file="$notes/files.tar" --directory=/
  if dpkg -s dokku >/dev/null 2>&1; then apt-mark unhold dokku >/dev/null; fi
  if [[ -d /run/systemd/system ]]; then systemctl enable --quiet --now "${DOKKU_UNITS[@]}" 2>/dev/null || true; fi
  reload_nginx
  rm -rf "$notes" "$PREFIX" "$PREFIX"-[0-9a-f]*
  say "This host is Dokku's again. Run: dokku plugin:install --core && dokku ps:restore"
}
