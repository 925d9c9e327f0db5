# What a host looks like on which Dokku 0.3x has been at work: made by hand, run as root on a throw-away host.
set -eo pipefail
useradd --system --create-home --home-dir /home/dokku --shell /bin/bash --user-group dokku
usermod -aG docker,adm dokku
core=/var/lib/dokku/core-plugins plugins=/var/lib/dokku/plugins home=/home/dokku
mkdir -p "$core"/{available,enabled} "$plugins"/{available,enabled} /var/lib/dokku/{config,data,services} "$home/.ssh" /var/log/dokku

# Its programs, its plugins in folders of their own, and links to them; traefik-vhosts is one that Hokku does not have.
printf '#!/usr/bin/env bash\necho the original "$@"\n' >/usr/bin/dokku && chmod 755 /usr/bin/dokku
printf '#!/usr/bin/env bash\necho the original plugn\n' >/usr/local/bin/plugn && chmod 755 /usr/local/bin/plugn
for name in apps config nginx-vhosts ps traefik-vhosts 20_events; do
  mkdir -p "$core/available/$name"
  printf '#!/usr/bin/env bash\necho original %s\nexit 0\n' "$name" >"$core/available/$name/commands"
  printf '[plugin]\ndescription = "dokku core %s"\nversion = "0.34.8"\n[plugin.config]\n' "$name" >"$core/available/$name/plugin.toml"
  chmod 755 "$core/available/$name/commands"
  ln -s "$core/available/$name" "$core/enabled/$name"
  ln -s "$core/available/$name" "$plugins/available/$name"
  ln -s "$plugins/available/$name" "$plugins/enabled/$name"
done
mkdir -p "$plugins/available/greet/subcommands"
printf '[plugin]\ndescription = "greets"\nversion = "1.0.0"\n[plugin.config]\n' >"$plugins/available/greet/plugin.toml"
cat >"$plugins/available/greet/subcommands/app" <<'GREET'
#!/usr/bin/env bash
source "$PLUGIN_CORE_AVAILABLE_PATH/common/functions"
verify_app_name "$2"
echo "hello $2"
GREET
chmod 755 "$plugins/available/greet/subcommands/app"
ln -s "$plugins/available/greet" "$plugins/enabled/greet"

# Keys as sshcommand wrote them, the words of the client left to a shell.
printf '/usr/bin/dokku\n' >"$home/.sshcommand"
printf '%s\n' host.test >"$home/HOSTNAME" && printf '%s\n' old.test >"$home/VHOST"
mkdir -p /root/.ssh && chmod 700 /root/.ssh
ssh-keygen -q -t ed25519 -N "" -f /root/.ssh/id_ed25519
cat >"$home/.ssh/authorized_keys" <<KEY
command="FINGERPRINT=$(ssh-keygen -lf /root/.ssh/id_ed25519.pub | cut -d' ' -f2) NAME=\\"admin\\" \`cat /home/dokku/.sshcommand\` \$SSH_ORIGINAL_COMMAND",no-agent-forwarding,no-user-rc,no-X11-forwarding,no-port-forwarding $(cat /root/.ssh/id_ed25519.pub)
KEY
printf 'Host *\n  StrictHostKeyChecking no\n  UserKnownHostsFile /dev/null\n  LogLevel ERROR\n' >/root/.ssh/config
git config --global user.email t@example.com && git config --global user.name Test && git config --global init.defaultBranch master

# One app deployed by git, of an older era; one by image, of a newer. Both run.
make_app() {
  declare app="$1" text="$2"
  local image="dokku/$1:latest" id
  printf 'FROM busybox\nRUN echo "%s" >/www/index.html\nLABEL com.dokku.app-name=%s com.dokku.image-stage=release com.dokku.builder-type=dockerfile dokku=\nCMD ["httpd", "-f", "-p", "5000", "-h", "/www"]\n' \
    "$text" "$app" | docker build -q -t "$image" - >/dev/null
  id="$(docker run -d --restart=on-failure:10 --label "com.dokku.app-name=$app" --label com.dokku.container-type=deploy --label com.dokku.process-type=web \
    --label com.dokku.dyno=web.1 --label dokku= --label org.label-schema.vendor=dokku -e PORT=5000 -e DYNO=web.1 --name "$app.web.1" "$image")"
  git init -q --bare "$home/$app"
  printf '#!/usr/bin/env bash\nset -e; set -o pipefail;\ncat | DOKKU_ROOT="/home/dokku" dokku git-hook %s\n' "$app" >"$home/$app/hooks/pre-receive"
  chmod 755 "$home/$app/hooks/pre-receive"
  printf '%s' "$id" >"$home/$app/CONTAINER.web.1"
  docker inspect --format '{{.NetworkSettings.IPAddress}}' "$id" >"$home/$app/IP.web.1"
  printf '5000\n' >"$home/$app/PORT.web.1"
  printf 'upstream %s-5000 {\n  server %s:5000;\n}\nserver {\n  listen 80;\n  server_name %s.old.test;\n  location / { proxy_pass http://%s-5000; }\n}\n' \
    "$app" "$(cat "$home/$app/IP.web.1")" "$app" "$app" >"$home/$app/nginx.conf"
  mkdir -p "/var/lib/dokku/config/ps/$app" "/var/lib/dokku/config/git/$app"
  printf 'web=1\n' >"/var/lib/dokku/config/ps/$app/scale"
}
make_app first "i am first"
printf "export GREETING='two  words'\nexport EMPTY=''\nexport DOKKU_PROXY_PORT_MAP='http:80:5000'\n" >"$home/first/ENV"
printf 'first.old.test\nwww.first.example.com\n' >"$home/first/VHOST"
printf 'master' >/var/lib/dokku/config/git/first/deploy-branch
make_app second "i am second"
mkdir -p /var/lib/dokku/config/second /var/lib/dokku/config/config/second "$home/second/tls" /var/lib/dokku/config/ports/second
printf 'export TOKEN="newer place"\n' >/var/lib/dokku/config/second/ENV
printf 'true' >/var/lib/dokku/config/config/second/env-migrated
printf 'second.old.test\n' >"$home/second/VHOST"
printf 'http:80:5000\nhttps:443:5000\n' >/var/lib/dokku/config/ports/second/map
openssl req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=second.old.test -keyout "$home/second/tls/server.key" -out "$home/second/tls/server.crt" 2>/dev/null

# The source of the first, as its owner still has it; what was pushed is in the repository.
mkdir /tmp/first && cd /tmp/first && git init -q
printf 'FROM busybox\nRUN echo "i am first" >/www/index.html\nCMD ["httpd", "-f", "-p", "5000", "-h", "/www"]\n' >Dockerfile
git add . && git commit -qm first
git --git-dir="$home/first" fetch -q /tmp/first master:master

printf 'include /home/dokku/*/nginx.conf;\n' >/etc/nginx/conf.d/dokku.conf
printf '%%dokku ALL=(ALL) NOPASSWD:/usr/sbin/nginx -t\n' >/etc/sudoers.d/dokku-nginx && chmod 440 /etc/sudoers.d/dokku-nginx
chown -R dokku:dokku "$home" /var/lib/dokku && chmod 700 "$home/.ssh" && chmod 600 "$home/.ssh/authorized_keys"
rm -f /etc/nginx/sites-enabled/default
nginx
mkdir -p /run/sshd && /usr/sbin/sshd
