#!/usr/bin/env bats
# Apps, images, containers and deploys of common/functions.

# shellcheck source=test/compat/root.sh
source "$BATS_TEST_DIRNAME/root.sh"
source "$BATS_TEST_DIRNAME/../lib/patience.bash"
setup() { make_root; }
teardown() { remove_root; }

@test "verify_app_name is silent or says so with exit code 20" {
  app blog
  plugin common/functions <<'BASH'
verify_app_name blog; echo fine
BASH
  answers 0 fine
  for name in shop ../home Blog tls .git 'a b' '*'; do
    app tls
    plugin common/functions "$name" <<'BASH'
verify_app_name "$1"; echo after
BASH
    answers 20 " !     App $name does not exist"
  done
  plugin common/functions <<'BASH'
verify_app_name; echo after
BASH
  answers 20 " !     Please specify an app to run the command on"
  called ""
}

@test "verify_app_name and dokku_apps show only what user-auth-app allows" {
  app blog
  app shop
  hook user-auth-app - <<'BASH'
shift 2; for a in "$@"; do [[ $a != shop ]] && echo "$a"; done; exit 0
BASH
  plugin common/functions <<'BASH'
dokku_apps; dokku_apps false; verify_app_name blog; verify_app_name shop
BASH
  answers 20 $'blog\nblog\nshop\n !     App shop does not exist'
  mkdir -p "$PLUGIN_ENABLED_PATH/acl"
  cat >"$PLUGIN_ENABLED_PATH/acl/user-auth-app" <<'HOOK'
#!/usr/bin/env bash
printf "%s\n" "${@:3}"
HOOK
  chmod +x "$PLUGIN_ENABLED_PATH/acl/user-auth-app"
  plugin common/functions <<'BASH'
dokku_apps; verify_app_name blog; PLUGIN_PATH="$PLUGIN_ENABLED_PATH" verify_app_name blog; verify_app_name shop
BASH
  answers 20 $'blog\n !     App shop does not exist'
  hook user-auth-app 'exit 1'
  plugin common/functions <<'BASH'
dokku_apps
BASH
  answers 1 " !     You haven't deployed any applications yet"
}

@test "dokku_apps lists apps and nothing else; none is a failure" {
  plugin common/functions <<'BASH'
dokku_apps
BASH
  answers 1 " !     You haven't deployed any applications yet"
  for name in blog 0shop tls .o_volume Upper; do app "$name"; done
  touch "$DOKKU_ROOT/VHOST" "$DOKKU_ROOT/file"
  plugin common/functions <<'BASH'
dokku_apps; for a in $(dokku_apps "false"); do echo "<$a>"; done
BASH
  answers 0 $'0shop\nblog\n<0shop>\n<blog>'
}

@test "names of apps" {
  plugin common/functions <<'BASH'
is_valid_app_name a.b-1; is_valid_app_name_old a_b; (is_valid_app_name a_b) || echo "code $?"; (is_valid_app_name "") || echo "code $?"
BASH
  [[ $status == 0 && $output == *"a_b cannot be"*"code 1"*"Please specify"*"code 1" ]]
}

@test "get_app_scheduler: property of the app, of the host, docker-local" {
  plugin common/functions <<'BASH'
get_app_scheduler blog
BASH
  answers 0 docker-local
  mkdir -p "$DOKKU_LIB_ROOT"/config/scheduler/{--global,blog}
  printf 'null' >"$DOKKU_LIB_ROOT/config/scheduler/--global/selected"
  plugin common/functions <<'BASH'
get_app_scheduler blog
BASH
  answers 0 null
  printf 'nomad' >"$DOKKU_LIB_ROOT/config/scheduler/blog/selected"
  plugin common/functions <<'BASH'
get_app_scheduler blog; get_app_scheduler shop
BASH
  answers 0 $'nomad\nnull'
}

@test "is_deployed: containers written down, or the word of another scheduler" {
  app blog
  plugin common/functions <<'BASH'
is_deployed blog || echo no; touch "$DOKKU_ROOT/blog/CONTAINER.web.1"; is_deployed blog && echo yes
BASH
  answers 0 $'no\nyes'
  app shop
  mkdir -p "$DOKKU_LIB_ROOT/config/scheduler/shop"
  printf 'nomad' >"$DOKKU_LIB_ROOT/config/scheduler/shop/selected"
  plugin common/functions <<'BASH'
is_deployed shop || echo no
BASH
  answers 0 no
  hook scheduler-is-deployed - <<'BASH'
[[ "$*" == "nomad shop" ]]
BASH
  plugin common/functions <<'BASH'
is_deployed shop && echo yes
BASH
  answers 0 yes
}

@test "image names: repository, tag, what plugins say" {
  plugin common/functions <<'BASH'
get_app_image_repo blog; get_app_image_name blog; get_app_image_name blog v1; get_running_image_tag blog; get_running_image_tag blog v2
BASH
  answers 0 $'dokku/blog\ndokku/blog:latest\ndokku/blog:v1\nlatest\nv2'
  hook deployed-app-repository 'echo registry.example/'
  hook deployed-app-image-repo - <<'BASH'
[[ $1 == blog ]] && echo team/blog
BASH
  hook deployed-app-image-tag 'echo 17'
  plugin common/functions <<'BASH'
get_deploying_app_image_name blog v1
BASH
  answers 0 registry.example/team/blog:17
}

@test "image names: a tag that is not there is a failure" {
  stub docker 'exit 1'
  plugin common/functions <<'BASH'
get_app_image_name blog v1; echo after
BASH
  answers 1 " !     App image (dokku/blog:v1) not found"
  plugin common/functions <<'BASH'
name="$(get_deploying_app_image_name blog v1)"; echo after
BASH
  answers 1 " !     App image (dokku/blog:v1) not found"
  plugin common/functions <<'BASH'
verify_image x || echo none
BASH
  answers 0 none
}

@test "an image that was pushed on release is pulled back" {
  stub docker - <<'BASH'
[[ "$1 $2 $3" == "image inspect dokku/blog:17" ]] && exit 1; exit 0
BASH
  hook deployed-app-repository 'echo r/'
  hook deployed-app-image-tag 'echo 17'
  plugin common/functions <<'BASH'
fn-verify-app-image blog dokku/blog:17 2>/dev/null && echo here
BASH
  answers 0 here
  called $'docker [image] [inspect] [dokku/blog:17]\ndocker [image] [pull] [r/dokku/blog:17]\ndocker [image] [tag] [r/dokku/blog:17] [dokku/blog:17]'
}

@test "who built an image" {
  stub docker - <<'BASH'
case "$*" in *stack.id*cnb) echo io.x ;; *builder-type*labelled) echo nixpacks ;; *Config.Env*heroku) echo USER=herokuishuser ;; esac
BASH
  plugin common/functions <<'BASH'
is_image_cnb_based cnb && is_image_herokuish_based cnb && is_image_herokuish_based heroku blog && ! is_image_cnb_based heroku && ! is_image_herokuish_based plain &&
    ! is_image_cnb_based "" && ! is_image_herokuish_based "" && get_image_builder_type heroku && get_image_builder_type labelled && get_image_builder_type plain && get_image_builder_type
BASH
  answers 0 $'herokuish\nnixpacks\ndockerfile\ndockerfile'
}

@test "copy_from_image: relative to the working directory, line ends mended, the container removed" {
  stub docker - <<'BASH'
case "$1 $2" in "image inspect") echo /app ;; "container create") echo c1 ;; "container cp") [[ $3 == c1:/app/Procfile ]] && printf "web: x\r" >"$4" ;; esac
BASH
  plugin common/functions "$root/Procfile" <<'BASH'
copy_from_image dokku/blog Procfile "$1" && cat "$1"
BASH
  answers 0 "web: x"
  grep -Fq "docker [container] [rm] [--force] [c1]" "$CALLS"
  plugin common/functions "$root/other" <<'BASH'
copy_from_image dokku/blog Nothing "$1" || echo none
BASH
  answers 0 none
}

@test "containers of an app" {
  app blog
  for at in web.1=w1 web.2=w2 worker.1=k1 web-admin.1=a1; do printf '%s' "${at#*=}" >"$DOKKU_ROOT/blog/CONTAINER.${at%=*}"; done
  stub docker - <<'BASH'
[[ $* == *w2 ]] && echo false || echo true
BASH
  plugin common/functions <<'BASH'
get_app_container_ids blog; get_app_container_ids blog web; get_app_container_ids blog web.2; get_app_container_ids blog clock
    get_app_running_container_ids blog web; get_app_running_container_types blog; is_container_status w1 Running && is_app_running blog && echo runs
BASH
  answers 0 $'a1 w1 w2 k1\nw1 w2\nw2\n\nw1\nweb-admin web worker\nruns'
  app shop
  plugin common/functions <<'BASH'
get_app_running_container_ids shop; echo after
BASH
  answers 1 " !     App shop has not been deployed"
}

@test "dokku_container_log_verbose_quiet indents and keeps lines as they are" {
  stub docker 'printf "one  two\n\n*\nerr" >&2'
  plugin common/functions <<'BASH'
dokku_container_log_verbose_quiet c1; DOKKU_QUIET_OUTPUT=1 dokku_container_log_verbose_quiet c1
BASH
  answers 0 $'       one  two\n       \n       *\n       err'
  called $'docker [container] [logs] [c1]'
}

@test "ports: what containers publish, and one that is free" {
  app blog
  printf c1 >"$DOKKU_ROOT/blog/CONTAINER.web.1"
  stub docker 'printf "5000/tcp -> 0.0.0.0:32768\n5000/tcp -> [::]:32769\n"'
  plugin common/functions <<'BASH'
get_container_ports blog
BASH
  answers 0 $'32768->5000/tcp\n32769->5000/tcp'
  plugin common/functions <<'BASH'
p="$(get_available_port)"; [[ $p -gt 1024 && $p -lt 65536 ]] && ! (: <"/dev/tcp/127.0.0.1/$p") 2>/dev/null && echo free
BASH
  answers 0 free
  hook ports-get-available 'echo 4321'
  plugin common/functions <<'BASH'
get_available_port
BASH
  answers 0 4321
}

@test "a port on which somebody listens is not free" {
  python3 -c 'import socket,sys,time; s=socket.socket(); s.bind(("127.0.0.1",0)); s.listen(); print(s.getsockname()[1],flush=True); time.sleep(20)' >"$root/port" 3>&- &
  listener="$!"
  wait_until test -s "$root/port"
  plugin common/functions "$root/port" <<'BASH'
fn-hokku-listens "$(<"$1")" && echo taken
BASH
  kill "$listener"
  answers 0 taken
}

@test "deploys fire triggers; is_app_vhost_enabled and get_app_urls answer" {
  app blog
  hook release-and-deploy - <<'BASH'
echo "released $*"
BASH
  hook domains-urls - <<'BASH'
echo "http://$1.example ($2)"
BASH
  plugin common/functions <<'BASH'
release_and_deploy blog; release_and_deploy blog v2; get_app_urls url blog; is_app_vhost_enabled blog; echo blog.example >"$DOKKU_ROOT/blog/VHOST"; is_app_vhost_enabled blog; echo "export NO_VHOST=1" >"$DOKKU_ROOT/blog/ENV"; is_app_vhost_enabled blog
BASH
  answers 0 $'released blog latest deploy\nreleased blog v2 deploy\nhttp://blog.example (url)\nfalse\ntrue\nfalse'
  hook scheduler-deploy - <<'BASH'
echo "scheduled $*"
BASH
  hook builder-release - <<'BASH'
echo "built $*"
BASH
  plugin common/functions <<'BASH'
dokku_release blog herokuish; cmd-deploy blog v1 web; docker_cleanup blog
BASH
  answers 0 $'built herokuish blog latest\nscheduled docker-local blog v1 web'
  called "dokku [cleanup] [blog]"
}

@test "an old variable becomes a property" {
  app blog
  echo "export OLD='x y'" >"$DOKKU_ROOT/blog/ENV"
  plugin common/functions <<'BASH'
fn-migrate-config-to-property letters key OLD; fn-plugin-property-get letters blog key
BASH
  answers 0 $'-----> Moving OLD of blog to the letters property key\nx y'
  called "dokku [config:unset] [--no-restart] [blog] [OLD]"
}

@test "triggers asked by a function leave our stdin alone" {
  app blog
  app shop
  hook deployed-app-image-tag - <<'BASH'
cat; echo "tag-$1"
BASH
  plugin common/functions <<'BASH'
printf "blog\nshop\n" | while read -r a; do get_running_image_tag "$a"; done
BASH
  answers 0 $'tag-blog\ntag-shop'
}
