#!/usr/bin/env bats
# ps, docker-options, domains, nginx, proxy, certs and storage.

# shellcheck source=test/compat/root.sh
source "$BATS_TEST_DIRNAME/root.sh"
setup() {
  make_root
  app blog
}
teardown() { remove_root; }

@test "ps: functions are the commands" {
  plugin ps/functions <<'BASH'
ps_start blog; ps_stop blog; ps_rebuild blog; ps_restart blog; ps_restore blog; ps_scale blog web=2
BASH
  answers 0 ""
  called $'dokku [ps:start] [blog]\ndokku [ps:stop] [blog]\ndokku [ps:rebuild] [blog]\ndokku [ps:restart] [blog]\ndokku [ps:restore] [blog]\ndokku [ps:scale] [blog] [web=2]'
  hook scheduler-app-status - <<'BASH'
[[ $* == "docker-local blog" ]] && echo "true mixed"
BASH
  plugin ps/functions <<'BASH'
fn-ps-is-app-running blog
BASH
  answers 0 mixed
}

@test "docker-options: phases by the name of an array, the app from APP, the option one argument" {
  plugin docker-options/functions <<'BASH'
link() { local APP="$1" passed_phases=(build deploy run); add_passed_docker_option passed_phases[@] "--link a:b c"; remove_passed_docker_option passed_phases[@] --link a:b; }
    link blog; phases=(deploy); APP=shop; add_passed_docker_option phases[@] "-v /x"
BASH
  answers 0 ""
  called $'dokku [docker-options:add] [blog] [build,deploy,run] [--link a:b c]\ndokku [docker-options:remove] [blog] [build,deploy,run] [--link a:b]\ndokku [docker-options:add] [shop] [deploy] [-v /x]'
  plugin docker-options/functions <<'BASH'
phases=(deploy); add_passed_docker_option phases[@] x; echo after
BASH
  [[ $status == 1 && $output == *APP* && $output != *after* ]]
  plugin docker-options/functions <<'BASH'
APP=blog; phases=(); add_passed_docker_option phases[@] x; echo after
BASH
  [[ $status == 1 && $output == *phases* && $output != *after* ]]
}

@test "get_phases prints the phases of a list and refuses others" {
  plugin docker-options/functions <<'BASH'
get_phases build,run; get_phases ""; phases=($(get_phases deploy)); echo "${#phases[@]}"; get_phases build,start; echo after
BASH
  answers 1 $'build run\n1\n !     Phase(s) must be one of [build deploy run], not start'
  plugin docker-options/functions <<'BASH'
APP=blog get_phase_file_path deploy
touch "$DOKKU_ROOT/blog/DOCKER_OPTIONS_DEPLOY"
APP=blog get_phase_file_path deploy
BASH
  answers 0 "$DOKKU_LIB_ROOT/config/docker-options/blog/_default_.deploy"$'\n'"$DOKKU_ROOT/blog/DOCKER_OPTIONS_DEPLOY"
}

@test "get_app_domains reads VHOST unless domains are disabled" {
  plugin domains/functions <<'BASH'
get_app_domains blog; printf "a.example\n\nb.example" >"$DOKKU_ROOT/blog/VHOST"; get_app_domains blog; echo "export NO_VHOST=1" >"$DOKKU_ROOT/blog/ENV"; get_app_domains blog
BASH
  answers 0 $'a.example\nb.example'
}

@test "default domains: the name below each of the host's, or what nginx-hostname says" {
  printf 'example.com\n10.0.0.1\nfe80::1\n_bad_\n' >"$DOKKU_ROOT/VHOST"
  plugin domains/functions <<'BASH'
get_default_vhosts blog; get_default_vhosts www.blog.io; is_global_vhost_enabled; get_global_vhosts | wc -l
BASH
  answers 0 $'blog.example.com\nwww.blog.io\ntrue\n4'
  hook nginx-hostname - <<'BASH'
echo "$2.my.$3"
BASH
  plugin domains/functions <<'BASH'
get_default_vhosts blog.example.com
BASH
  answers 0 blog.my.example.com
}

@test "domains_setup gives an app its domains once, or disables them" {
  plugin domains/functions <<'BASH'
is_global_vhost_enabled; domains_setup blog
BASH
  answers 0 $'false\n-----> The host has no domain; disabling domains of blog'
  called "dokku [domains:disable] [blog]"
  echo example.com >"$DOKKU_ROOT/VHOST"
  plugin domains/functions <<'BASH'
DOKKU_QUIET_OUTPUT=1 domains_setup blog; cat "$DOKKU_ROOT/blog/VHOST"; echo mine >"$DOKKU_ROOT/blog/VHOST"; domains_setup blog; cat "$DOKKU_ROOT/blog/VHOST"
BASH
  answers 0 $'blog.example.com\nmine'
}

@test "domains: changes are the commands; names are checked" {
  plugin domains/functions <<'BASH'
domains_set blog a.b c.d; domains_add blog x; domains_remove blog x; domains_clear blog; domains_enable blog --no-restart; disable_app_vhost blog --no-restart
    is_valid_hostname "*.a-b.io" && is_valid_hostname _ && ! is_valid_hostname "a b" && ! is_valid_hostname "a;b" && ! is_valid_hostname "" && echo right
BASH
  answers 0 right
  called $'dokku [domains:set] [blog] [a.b] [c.d]\ndokku [domains:add] [blog] [x]\ndokku [domains:remove] [blog] [x]\ndokku [domains:clear] [blog]\ndokku [domains:enable] [blog]\ndokku [domains:disable] [blog]'
}

@test "proxy: what the triggers say, or on and nginx" {
  plugin proxy/functions <<'BASH'
is_app_proxy_enabled blog; get_app_proxy_type blog
BASH
  answers 0 $'true\nnginx'
  hook proxy-is-enabled 'echo false'
  hook proxy-type - <<'BASH'
echo "caddy for $1" >&2; echo caddy
BASH
  plugin proxy/functions <<'BASH'
is_app_proxy_enabled blog; get_app_proxy_type blog 2>/dev/null
BASH
  answers 0 $'false\ncaddy'
}

@test "certs: is_ssl_enabled needs both files; names of a certificate" {
  mkdir "$DOKKU_ROOT/blog/tls"
  plugin certs/functions <<'BASH'
is_ssl_enabled blog || echo none; touch "$DOKKU_ROOT/blog/tls/server.crt"; is_ssl_enabled blog || echo half
BASH
  answers 0 $'none\nhalf'
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/O=x/CN=blog.example" -addext "subjectAltName=DNS:blog.example,DNS:*.a.example,IP:1.2.3.4" \
    -keyout "$DOKKU_ROOT/blog/tls/server.key" -out "$DOKKU_ROOT/blog/tls/server.crt" 2>/dev/null
  plugin certs/functions <<'BASH'
is_ssl_enabled blog && get_ssl_hostnames blog
BASH
  answers 0 $'*.a.example\nblog.example'
}

@test "storage: paths and mounts" {
  printf -- '-v /a:/b\n--link x\n-v vol1:/c\n' >"$root/options"
  plugin storage/functions "$root/options" <<'BASH'
get_bind_mounts "$1"; check_if_path_exists /a:/b "$1" && ! check_if_path_exists /z "$1" && ! check_if_path_exists /z /none && echo right; verify_paths /a:/b; verify_paths vol:/b
    for bad in /a a:/b vol:b "../x:/y"; do (verify_paths "$bad" 2>/dev/null) && echo "took $bad"; done; echo end
BASH
  answers 0 $'/a:/b\nvol1:/c\nright\nend'
}

@test "nginx: restart_nginx reloads only for an app that nginx proxies" {
  stub reload-nginx
  mkdir -p "$DOKKU_LIB_ROOT/config/nginx/--global"
  printf 'reload-nginx' >"$DOKKU_LIB_ROOT/config/nginx/--global/nginx-service-command"
  plugin nginx-vhosts/functions <<'BASH'
APP=blog; restart_nginx; restart_nginx blog
BASH
  answers 0 ""
  called $'reload-nginx [reload]\nreload-nginx [reload]'
  : >"$CALLS"
  hook proxy-type - <<'BASH'
[[ $1 == shop ]] && echo caddy || echo nginx
BASH
  hook proxy-is-enabled - <<'BASH'
[[ $1 != hidden ]] && echo true || echo false
BASH
  plugin nginx-vhosts/functions <<'BASH'
APP=shop; restart_nginx blog; APP=hidden; restart_nginx; APP=blog restart_nginx
BASH
  called $'reload-nginx [reload]'
}

@test "nginx: validate_nginx is silent, or shows which vhost is to blame" {
  plugin nginx-vhosts/functions <<'BASH'
get_nginx_location; validate_nginx; validate_nginx blog && echo fine
BASH
  answers 0 "$root/bin/nginx"$'\nfine'
  echo "broken;" >"$DOKKU_ROOT/blog/nginx.conf"
  app shop
  echo "good;" >"$DOKKU_ROOT/shop/nginx.conf"
  stub nginx - <<'BASH'
[[ "$1 $2" == "-t -c" ]] && { ! grep -q blog "$3"; exit; }; [[ -e $DOKKU_ROOT/blog/nginx.conf ]] || exit 0; echo "nginx: bad" >&2; exit 3
BASH
  plugin nginx-vhosts/functions <<'BASH'
validate_nginx; echo after
BASH
  [[ $status == 3 && $output == *"does not take $DOKKU_ROOT/blog/nginx.conf"*broken*"nginx: bad" && $output != *good* && $output != *after* ]]
  plugin nginx-vhosts/functions <<'BASH'
validate_nginx shop; echo after
BASH
  answers 3 "nginx: bad"
  plugin nginx-vhosts/functions <<'BASH'
validate_nginx --clean; echo after
BASH
  [[ $status == 0 && $output == *after && ! -e $DOKKU_ROOT/blog/nginx.conf && -e $DOKKU_ROOT/shop/nginx.conf ]]
}

@test "nginx: properties of the app, of the host, and what counts" {
  plugin nginx-vhosts/internal-functions <<'BASH'
fn-nginx-access-log-path blog; fn-nginx-computed-access-log-path blog; fn-nginx-computed-error-log-path blog; fn-nginx-computed-access-log-format blog; fn-nginx-computed-client-max-body-size blog
    fn-plugin-property-write nginx --global access-log-format combined; fn-nginx-computed-access-log-format blog; fn-nginx-access-log-format blog; fn-nginx-global-access-log-format blog
    fn-plugin-property-write nginx blog error-log-path off; fn-nginx-error-log-path blog; fn-nginx-computed-error-log-path blog; fn-nginx-computed-hsts blog
BASH
  answers 0 $'/var/log/nginx/blog-access.log\n/var/log/nginx/blog-error.log\n1m\ncombined\ncombined\noff\noff\ntrue'
}

@test "nginx_build_config fires proxy-build-config" {
  hook proxy-build-config - <<'BASH'
echo "built $*"
BASH
  plugin nginx-vhosts/functions <<'BASH'
nginx_build_config blog
BASH
  answers 0 "built blog"
}

@test "every function that real plugins call is there, wherever they source it from" {
  while IFS=$'\t' read -r file names; do
    for tree in CORE_AVAILABLE AVAILABLE; do
      base="PLUGIN_${tree}_PATH"
      run bash -c 'set -eo pipefail; source "$1"; for name in $2; do declare -F "$name" >/dev/null || echo "$name is missing"; done' - "${!base}/$file" "$names"
      answers 0 ""
    done
  done <"$BATS_TEST_DIRNAME/functions.tsv"
  [[ $(cut -f2 "$BATS_TEST_DIRNAME/functions.tsv" | wc -w) == 76 ]]
}
