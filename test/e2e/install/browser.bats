#!/usr/bin/env bats
# Apps as their visitors have them: a page with a websocket in a real Chromium, and uploads, through nginx of an installed host.
# To look at the pictures it takes: bats --no-tempdir-cleanup test/e2e/install/browser.bats
load host.bash

setup_file() {
  export HOST="hokku-test-browser-$$" VISITOR="hokku-test-visitor-$$"
  export PICTURES="$BATS_FILE_TMPDIR/pictures"
  mkdir -p "$PICTURES"
  make_image
  make_browser
  start_host "$HOST"
  on "$HOST" "$INSTALL --domain apps.test"
  make_busybox "$HOST"
  make_node "$HOST"
  let_in "$HOST"
}

teardown_file() {
  docker rm --force --volumes "$VISITOR" >/dev/null 2>&1 || true
  remove_host "$HOST"
}

# A browser in an image of its own: what a host needs, and what a visitor does, are kept apart, and the machine that tests needs none.
make_browser() {
  docker build --quiet --tag hokku/test-browser - >/dev/null <<'DOCKERFILE'
FROM hokku/stack-base:bookworm
RUN apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-dejavu-core \
  && rm -rf /var/lib/apt/lists/*
ENTRYPOINT ["timeout", "600", "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", \
  "--disable-background-networking", "--disable-component-update", "--disable-sync", "--user-data-dir=/tmp/profile"]
DOCKERFILE
}

# make_node HOST: `node`, the image of the busybox with the Node that Hokku itself runs on, and the libraries it is linked to.
make_node() {
  on "$1" <<'SH'
mkdir -p /tmp/node/bin && cd /tmp/node
cp "$(/hokku-src/core/node -p process.execPath)" bin/node
ldd bin/node | grep -o '/[^ ]*' | xargs cp --dereference --parents --target-directory .
printf 'FROM busybox\nCOPY . /\n' >/tmp/node.Dockerfile
docker build --quiet --tag node --file /tmp/node.Dockerfile . >/dev/null
SH
}

# write_talk FOLDER: a repository with the app of test/fixtures/talk.
write_talk() {
  on "$HOST" "cp -r /hokku-src/test/fixtures/talk '$1' && cd '$1' && git init -q && git add . && git commit -qm first"
}

by_ssh() { on "$HOST" "ssh dokku@127.0.0.1 -- $*"; }

# browser NAME [docker run flags]... -- [chromium flags]... ADDRESS: Chromium in a container beside the host, for which NAME is the host.
browser() {
  local name="$1" flags=()
  shift
  while [[ "$#" -gt 0 && "$1" != -- ]]; do flags+=("$1") && shift; done
  docker run --init --label "$LABEL" --shm-size 512m --add-host "$name:$(on "$HOST" 'hostname -i')" --volume "$PICTURES:/pictures" \
    "${flags[@]}" hokku/test-browser "${@:2}"
}

# visit PICTURE [chromium flags]... ADDRESS: prints the page's elements, once the page has let itself be loaded; takes a picture of it.
visit() {
  browser www.example.com --rm -- --timeout=120000 --window-size=800,600 --screenshot="/pictures/$1" --dump-dom "${@:2}" 2>"$PICTURES/$1.log"
}

# is_picture FILE: 800 by 600 points, with more on it than an empty page has.
is_picture() {
  [[ "$(file --brief "$PICTURES/$1")" == "PNG image data, 800 x 600,"* ]]
  [[ "$(stat --format %s "$PICTURES/$1")" -gt 10000 ]]
}

# has_talked TEXT RELEASE: what both sides said on one socket that stayed open, small and large, asked and unasked.
has_talked() {
  local row
  for row in 'app">welcome to release '"$2" 'page">question 1' 'app">answer 1 from release '"$2" 'page">question 4' \
    'app">answer 4 from release '"$2" 'app">news 1' 'app">news 3' 'page">100000 characters' 'app">100000 characters'; do
    if [[ "$1" != *"<li class=\"$row</li>"* ]]; then echo "not on the page: $row" && return 1; fi
  done
  [[ "$1" != *'<li class="event">'* ]]
}

# seen NAME PATTERN: waits until the page that is open in a browser has told the app of NAME that it shows that; prints what it shows.
seen() { wait_until on "$HOST" "$(printf '%s\n' "text=\"\$(curl -s --max-time 10 --resolve '$1:80:127.0.0.1' 'http://$1/seen')\"" \
  "[[ \"\$text\" == $2 ]] && printf '%s\n' \"\$text\"")"; }

@test "a page and its websocket in Chromium, by http" {
  write_talk /tmp/talk
  by_ssh apps:create talk
  by_ssh domains:set talk www.example.com
  by_ssh checks:set talk wait-to-retire 1
  on "$HOST" 'cd /tmp/talk && git push -q dokku@127.0.0.1:talk main'
  run visit http.png http://www.example.com/
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"connected to www.example.com by ws<"* ]]
  has_talked "$output" one
  is_picture http.png
}

@test "a rebuild closes the socket of a page that is open, and it finds the new release" {
  browser www.example.com --name "$VISITOR" --detach -- 'http://www.example.com/?open'
  seen www.example.com 'http://www.example.com/?open*"answer 4 from release one"*"100000 characters"*"100000 characters"*'
  by_ssh config:set --no-restart talk RELEASE=two
  by_ssh ps:rebuild talk
  run seen www.example.com 'http://www.example.com/?open*"answer 4 from release two"*"100000 characters"*"100000 characters"*'
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"answer 4 from release one"*"the socket was closed (1001)"*"welcome to release two"*"answer 4 from release two"* ]]
  [[ "$(grep -c "was closed" <<<"$output")" -eq 1 ]]
  docker rm --force "$VISITOR" >/dev/null
}

@test "the same by https and wss, with a certificate that the host made" {
  by_ssh certs:generate talk www.example.com
  run visit refused.png https://www.example.com/
  [[ "$output" == *ERR_CERT_AUTHORITY_INVALID* && "$output" != *"A talk over a websocket"* ]]
  run visit https.png --ignore-certificate-errors http://www.example.com/
  echo "$output"
  [[ "$status" -eq 0 && "$output" == *"connected to www.example.com by wss<"* ]]
  has_talked "$output" two
  is_picture https.png
}

# shelf [curl flags]... FILE: asks the app for it, or gives it; prints curl's answer.
shelf() {
  on "$HOST" "curl -s --max-time 30 --resolve shelf.apps.test:80:127.0.0.1 ${*:1:$#-1} 'http://shelf.apps.test/${*: -1}'"
}

# serves RELEASE: waits until that release of shelf answers through nginx, and compares what it gives with what was uploaded.
serves() {
  wait_until on "$HOST" "[[ \"\$(curl -s --max-time 10 --resolve shelf.apps.test:80:127.0.0.1 http://shelf.apps.test/release)\" == '$1' ]]"
  on "$HOST" 'curl -s --max-time 300 --resolve shelf.apps.test:80:127.0.0.1 http://shelf.apps.test/files/big.bin | cmp - /tmp/big.bin'
}

refused_by_folder() { shelf --upload-file /tmp/big.bin files/big.bin | grep "permission denied"; }

container_of_shelf() { on "$HOST" "docker inspect --format '{{.Id}}' shelf.web.1"; }

@test "an upload into a mounted folder survives a push, a rebuild, and everything killed with a restore" {
  local folder=/var/lib/dokku/data/storage/shelf before
  write_talk /tmp/shelf
  by_ssh apps:create shelf
  by_ssh checks:set shelf wait-to-retire 1
  by_ssh storage:ensure-directory --chown root shelf
  by_ssh storage:mount shelf "$folder:/uploads"
  on "$HOST" 'cd /tmp/shelf && git push -q dokku@127.0.0.1:shelf main && head -c 5000000 /dev/urandom >/tmp/big.bin'

  # Too large for nginx as it comes; then, once nginx has taken up the new limit, refused by a folder that is root's; then kept.
  [[ "$(shelf --upload-file /tmp/big.bin --output /dev/null --write-out "'%{http_code}'" files/big.bin)" == 413 ]]
  by_ssh nginx:set shelf client-max-body-size 20m
  by_ssh proxy:build-config shelf
  wait_until refused_by_folder
  by_ssh storage:ensure-directory shelf
  [[ "$(shelf --upload-file /tmp/big.bin files/big.bin)" == kept ]]
  on "$HOST" "cmp /tmp/big.bin $folder/big.bin"
  [[ "$(on "$HOST" "stat --format %u:%g $folder/big.bin")" == 32767:32767 ]]
  serves one

  on "$HOST" 'cd /tmp/shelf && echo two >release && git commit -qam second && git push -q dokku@127.0.0.1:shelf main'
  serves two

  before="$(container_of_shelf)"
  by_ssh ps:rebuild shelf
  [[ "$(container_of_shelf)" != "$before" ]]
  serves two

  # An old release that retires meanwhile is no longer there to be killed, and docker calls that a failure.
  on "$HOST" 'docker ps --quiet | xargs docker kill >/dev/null; ! docker ps --quiet | grep -q . && nginx -s stop'
  wait_until on "$HOST" '! pgrep -x nginx >/dev/null'
  run shelf --output /dev/null release
  [[ "$status" -ne 0 ]]
  run on "$HOST" 'dokku ps:restore'
  echo "$output"
  [[ "$status" -eq 0 ]]
  serves two
  [[ "$(shelf --upload-file /tmp/big.bin files/again.bin)" == kept ]]
}
