#!/usr/bin/env bats
# The docker that plugins without a plugin.toml find: what it makes of their words and of docker's answers, and who finds it.

setup() {
  checkout="$(cd "$BATS_TEST_DIRNAME/../../.." && pwd)"
  folder="$BATS_TEST_TMPDIR"
  mkdir -p "$folder/bin" "$folder/plugins/enabled"
  # Says how it was called; for a command that has an answer, that.
  cat >"$folder/bin/docker" <<'STUB'
#!/usr/bin/env bash
if [[ -f $ANSWERS/$1 ]]; then cat "$ANSWERS/$1"; else printf '[%s]' "$@"; fi
STUB
  cat >"$folder/bin/ip" <<STUB
#!/bin/sh
echo "ip \$*" >>"$folder/ip.log"
STUB
  cat >"$folder/bin/sudo" <<'STUB'
#!/bin/sh
[ "$1" = -n ] && shift
exec "$@"
STUB
  chmod +x "$folder"/bin/*
  export ANSWERS="$folder/answers" DOKKU_LIB_ROOT="$folder" DOKKU_PID=$$
  export HOKKU_EARLY_PROGRAMS="$checkout/plugins/legacy/programs"
  PATH="$folder/bin:$PATH"
  mkdir -p "$ANSWERS"
}

old() { "$HOKKU_EARLY_PROGRAMS/docker" "$@" 2>/dev/null; }

# becomes WORDS OUTPUT: words of then, divided by spaces, and what docker is called with.
becomes() {
  local words
  read -ra words <<<"$1"
  if [[ "$(old "${words[@]}")" != "[${2// /][}]" ]]; then
    echo "$1: $(old "${words[@]}")"
    return 1
  fi
}

@test "case 18: words of 2014 as docker takes them today" {
  local id=0123456789abcdef
  becomes "tag -f $id mariadb/web" "tag $id mariadb/web"
  becomes "tag $id mariadb/web v2" "tag $id mariadb/web:v2"
  becomes "commit $id web v2" "commit $id web:v2"
  becomes "commit -m text $id" "commit -m text $id"
  becomes "run -name=db -d image" "run --name=db -d image"
  becomes "run -name db -link a:b -rm -i -t image" "run --name db --link a:b --rm -i -t image"
  becomes "run -d -p 3306 -v /opt/mysql image /bin/start word" "run -d -p 3306 -v /opt/mysql image /bin/start word"
  becomes "run -v /var/lib/docker/vfs/dir/$id:/opt/mysql:ro image" "run -v $id:/opt/mysql:ro image"
  becomes "ps -notrunc" "ps --no-trunc"
  becomes "build -q=true -rm=true -t name ." "build -q=true --rm=true -t name ."
  becomes "login -u me -e me@example.com -p secret host" "login -u me -p secret host"
}

@test "what is not for docker, and what is of today, stays as it is" {
  becomes "run image find . -name x" "run image find . -name x"
  becomes "run --rm -it image tag -f a b" "run --rm -it image tag -f a b"
  becomes "run -dit -e A=1 image -link x" "run -dit -e A=1 image -link x"
  becomes "exec -i web psql -name" "exec -i web psql -name"
  becomes "volume create --name x" "volume create --name x"
  becomes "logs -f web" "logs -f web"
  becomes "rm -fv web" "rm -fv web"
  [[ "$(old run image 'two words' '')" == "[run][image][two words][]" ]]
  [[ "$(old version)" == "[version]" ]]
}

@test "case 18: ps names an image without a tag name:latest, in columns" {
  cat >"$ANSWERS/ps" <<'TABLE'
CONTAINER ID   IMAGE                COMMAND       CREATED   STATUS   PORTS   NAMES
0123456789ab   mariadb/web          "/bin/start"  1 s ago   Up                a
0123456789ab   host:5000/x          "/bin/start"  1 s ago   Up                b
0123456789ab   dokku/web:v2         "/start web"  1 s ago   Up                c
0123456789ab   fedcba987654         "/start web"  1 s ago   Up                d
TABLE
  run old ps -a
  [[ "$(awk '{print $2}' <<<"$output")" == $'ID\nmariadb/web:latest\nhost:5000/x:latest\ndokku/web:v2\nfedcba987654' ]]
  [[ "$(grep -bo '"/' <<<"${lines[1]}" | cut -d: -f1)" == "$(grep -bo COMMAND <<<"${lines[0]}" | cut -d: -f1)" ]]
  echo 0123456789ab >"$ANSWERS/ps"
  [[ "$(old ps -q)" == 0123456789ab ]]
}

@test "case 18: inspect and port as plugins read them with grep" {
  cat >"$ANSWERS/inspect" <<'JSON'
[{"Id": "0123", "Mounts": [{"Type": "volume", "Name": "abc", "Source": "/var/lib/docker/volumes/abc/_data", "Destination": "/opt/mysql"}],
  "NetworkSettings": {"SecondaryIPAddresses": null, "IPAddress": "172.17.0.2", "Networks": {"bridge": {"IPAddress": "172.17.0.2"}}}}]
JSON
  [[ "$(old inspect 0123 | grep /var/lib/docker/vfs/dir/ | awk '{print $2}' | sed -e 's/"//g')" == /var/lib/docker/vfs/dir/abc ]]
  [[ "$(old inspect 0123 | grep IPAddress | awk '{ print $2 }' | tr -d ',"')" == 172.17.0.2 ]]
  printf '0.0.0.0:49153\n:::49153\n[::]:49153\n' >"$ANSWERS/port"
  [[ "$(old port 0123 3306)" == 0.0.0.0:49153 ]]
}

@test "case 18: a port on the bridge's address of then: docker0 gets it, once" {
  becomes "run -p 172.17.42.1::3306 -d image" "run -p 172.17.42.1::3306 -d image"
  grep -q "^ip address add 172.17.42.1/32 dev docker0$" "$folder/ip.log"
  rm "$folder/ip.log"
  old run -p 3306 -d image >/dev/null
  [[ ! -e $folder/ip.log ]]
}

@test "docker's exit code and stderr are the caller's" {
  printf '#!/bin/sh\necho no such container >&2\nexit 3\n' >"$folder/bin/docker"
  for words in "ps -a" "inspect x" "rm x" "port x 1"; do
    read -ra list <<<"$words"
    run "$HOKKU_EARLY_PROGRAMS/docker" "${list[@]}"
    [[ "$status" -eq 3 && "$output" == *"no such container"* ]]
  done
}

@test "what was translated is said once for all that one dokku starts" {
  run bash -c 'for n in 1 2 3; do docker tag -f a b; done; docker run -name x image' 2>&1
  [[ "$output" != *"Docker 1.x"* ]]
  PATH="$HOKKU_EARLY_PROGRAMS:$PATH" run bash -c 'for n in 1 2 3; do docker tag -f a b; done; docker run -name x image' 2>&1
  [[ "$(grep -c "tag -f is tag" <<<"$output")" -eq 1 && "$(grep -c "name is --name" <<<"$output")" -eq 1 ]]
  sleep 60 &
  DOKKU_PID=$! run "$HOKKU_EARLY_PROGRAMS/docker" tag -f a b
  kill $!
  [[ "$output" == *"tag -f is tag"* ]]
}

# plugin NAME [toml]: one that shows, for the trigger seen and in a command, which docker it finds; and whom it asks again.
plugin() {
  local place="$folder/plugins/$1"
  mkdir -p "$place"
  cat >"$place/seen" <<SEEN
#!/usr/bin/env bash
echo "$1 \$(type -P docker)"
SEEN
  cat >"$place/commands" <<COMMANDS
#!/usr/bin/env bash
case "\$1" in $1:look) type -P docker && plugn trigger seen ;; esac
COMMANDS
  chmod +x "$place/seen" "$place/commands"
  if [[ -n "${2:-}" ]]; then echo "[plugin]" >"$place/plugin.toml"; fi
}

@test "only plugins without a plugin.toml find it: hooks by plugn, pluginhook and the dispatcher, and their commands" {
  local root="$folder/home" front="$HOKKU_EARLY_PROGRAMS/docker" mine="$folder/bin/docker" expected
  plugin early
  plugin today toml
  mkdir -p "$root" "$folder/core"
  ln -s "$checkout/plugins" "$folder/core/enabled"
  unset HOKKU_EARLY_PROGRAMS
  export DOKKU_ROOT="$root" PLUGIN_PATH="$folder/plugins" PLUGIN_CORE_PATH="$folder/core" HOKKU_NODE="" DOKKU_DEFAULTS=/dev/null
  export PATH="$checkout/core:$checkout/hooks:$PATH"
  front="$folder/core/enabled/legacy/programs/docker"
  expected="early $front"$'\n'"today $mine"
  [[ "$(plugn trigger seen)" == "$expected" ]]
  [[ "$(pluginhook seen </dev/null)" == "today $mine" ]]
  run dokku early:look
  echo "$output"
  [[ "$output" == "$front"$'\n'"$expected" ]]
  run dokku today:look
  [[ "$output" == "$mine"$'\n'"$expected" ]]
}
