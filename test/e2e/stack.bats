#!/usr/bin/env bats
# The stack image, driven over its container interface as Dokku drives
# herokuish: tar in, /build, commit, /start, /exec. Needs Docker, and for the
# Node apps the npm registry. Everything made here is labelled and removed.
load ../lib/patience.bash

LABEL=com.hokku.test=stack
AUTHORITIES=/etc/ssl/certs/ca-certificates.crt

setup_file() {
  ROOT="$(cd "$BATS_TEST_DIRNAME/../.." && pwd)"
  export ROOT STACK_IMAGE="${STACK_IMAGE:-hokku/stack:bookworm}"
  if [[ "$STACK_IMAGE" == hokku/stack:bookworm ]]; then
    "$ROOT/scripts/build-stack" --suite bookworm
  fi
}

setup() {
  APP="$BATS_TEST_TMPDIR/app"
  RUN="hokku-test-stack-$$-$BATS_TEST_NUMBER"
  mkdir -p "$APP"
}

teardown() {
  docker ps --all --quiet --filter "name=$RUN" | xargs --no-run-if-empty docker rm --force --volumes >/dev/null
  docker images --format '{{.Repository}}:{{.Tag}}' "$RUN" | xargs --no-run-if-empty docker rmi >/dev/null
  docker images --quiet --filter dangling=true --filter "label=$LABEL" | xargs --no-run-if-empty docker rmi >/dev/null
  docker volume rm --force "$RUN" >/dev/null
}

# build_app [docker run flags]: the source in, /build, the result committed.
build_app() {
  tar -C "$APP" -c . | docker run -i --name "$RUN-tar" --label "$LABEL" "$STACK_IMAGE" \
    /bin/bash -c "mkdir -p /app && tar -xC /app"
  docker commit --change "LABEL $LABEL" "$RUN-tar" "$RUN:source" >/dev/null
  docker rm "$RUN-tar" >/dev/null
  rebuild_app "$@"
}

# Again, from the same source and with the same cache.
rebuild_app() {
  local flags=()
  if [[ -r "$AUTHORITIES" ]]; then
    flags=(--volume "$(realpath "$AUTHORITIES"):/etc/ssl/certs/ca-certificates.crt:ro")
  fi
  docker rm --force "$RUN-build" >/dev/null 2>&1 || true
  docker run --name "$RUN-build" --label "$LABEL" --volume "$RUN:/cache" --env CACHE_PATH=/cache \
    --env USER=herokuishuser "${flags[@]}" "$@" "$RUN:source" /build || return
  docker commit "$RUN-build" "$RUN:built" >/dev/null
}

# start_app [docker run flags]: the web process, in the background.
start_app() {
  docker run --detach --name "$RUN-web" --label "$LABEL" --env PORT=5000 "$@" "$RUN:built" /start web >/dev/null
  ADDRESS="$(docker inspect --format '{{.NetworkSettings.IPAddress}}' "$RUN-web"):5000"
}

in_app() {
  docker run --rm --label "$LABEL" "$RUN:built" /exec "$@"
}

# get <path> [curl flags], as soon as the app listens.
get() {
  declare path="$1"
  curl --silent --noproxy '*' --retry "$PATIENCE" --retry-connrefused --retry-delay 1 --max-time "$PATIENCE" \
    "${@:2}" "http://$ADDRESS$path"
}

# Stops the app as a deploy would; fails when it had to be killed.
stops_on_term() {
  docker stop --time 20 "$RUN-web" >/dev/null
  [[ "$(docker inspect --format '{{.State.ExitCode}}' "$RUN-web")" -ne 137 ]]
}

node_sample() {
  cat >"$APP/package.json" <<'JSON'
{"name": "node-sample", "version": "1.0.0", "private": true, "scripts": {"start": "node index.js"},
 "dependencies": {"express": "^4.21.0"}, "devDependencies": {"is-odd": "3.0.1"}, "engines": {"node": "24.x"}}
JSON
  cat >"$APP/index.js" <<'JS'
const express = require("express")
const app = express()
app.get("/", (request, response) => response.send(`Hello from Node ${process.version}, uid ${process.getuid()}`))
const server = app.listen(process.env.PORT, () => console.log("listening"))
process.on("SIGTERM", () => server.close(() => { console.log("closed in order"); process.exit(0) }))
JS
  echo "web: node index.js" >"$APP/Procfile"
}

# A web server of the standard library, which says what it is given.
python_server() {
  cat >"$APP/server.py" <<'PY'
import http.server, os
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers()
        self.wfile.write(f"{os.environ.get('GREETING')} uid {os.getuid()} in {os.getcwd()} home {os.environ['HOME']}".encode())
http.server.HTTPServer(("", int(os.environ["PORT"])), Answer).serve_forever()
PY
}

# A buildpack in a git repository, in the manner of Heroku's.
git_buildpack() {
  declare folder="$1" word="$2"
  mkdir -p "$folder/bin"
  printf '#!/bin/sh\necho %s\n' "$word" >"$folder/bin/detect"
  cat >"$folder/bin/compile" <<COMPILE
#!/bin/bash
echo "-----> $word compiles"
echo "SAID_BEFORE=\$SAID; SECRET is \$(cat "\$3/SECRET" 2>/dev/null)"
echo "$word" >>"\$1/compiled.txt"
echo "export SAID=$word" >"\$(dirname "\$0")/../export"
COMPILE
  cat >"$folder/bin/release" <<'RELEASE'
#!/bin/sh
cat <<YAML
---
config_vars:
  GREETING: from-release
default_process_types:
  web: python3 server.py
YAML
RELEASE
  chmod +x "$folder"/bin/*
  git -C "$folder" init --quiet --initial-branch main
  git -C "$folder" add .
  git -C "$folder" -c user.name=t -c user.email=t@example.com commit --quiet --message "$word"
}

@test "build-stack finds the image up to date, and quickly" {
  local start="$SECONDS"
  run "$ROOT/scripts/build-stack" --suite bookworm
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"already up to date"* ]]
  [[ $((SECONDS - start)) -le 3 ]]
}

@test "build-stack refuses what it does not know with 2" {
  run "$ROOT/scripts/build-stack" --tga x
  [[ "$status" -eq 2 ]]
  [[ "$output" == *"--tga"* ]]
}

@test "an Express app builds, runs unprivileged, and closes in order" {
  node_sample
  run build_app
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"-----> Node.js app detected"* ]]
  [[ "$output" == *"Procfile declares types -> web"* ]]

  start_app
  run get /
  [[ "$output" == "Hello from Node v24."*"uid 32767" ]]
  stops_on_term
  run docker logs "$RUN-web"
  [[ "$output" == *"closed in order"* ]]

  run in_app ls node_modules
  [[ "$output" == *express* && "$output" != *is-odd* ]]
}

@test "a second build of a Node app works from the cache, without a registry" {
  node_sample
  sed -i 's/"express": "^4.21.0"/"ms": "2.1.3"/' "$APP/package.json"
  build_app
  run rebuild_app --network none
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"is in the cache"* ]]
}

# node_of_old VERSION EXPRESS: what Heroku's Node sample was in the days of that Node.
node_of_old() {
  cat >"$APP/package.json" <<JSON
{"name": "node-js-sample", "version": "0.2.0", "description": "A sample Node.js app", "main": "index.js",
 "scripts": {"start": "node index.js"}, "dependencies": {"express": "$2"}, "engines": {"node": "$1"}}
JSON
  mkdir "$APP/public"
  echo 'body { color: navy }' >"$APP/public/style.css"
  cat >"$APP/index.js" <<'JS'
var express = require('express')
var app = express()

app.set('port', (process.env.PORT || 5000))
app.use(express.static(__dirname + '/public'))
app.get('/', function (request, response) {
  response.send('Hello from Node ' + process.version)
})
app.listen(app.get('port'), function () {
  console.log('Node app is running at localhost:' + app.get('port'))
})
JS
  echo 'web: node index.js' >"$APP/Procfile"
}

@test "case 4: a sample of 2015 on Node 4.0.0, whose package holds an archive" {
  node_of_old 4.0.0 '^4.13.3'
  run build_app
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"-----> Installed Node 4.0.0 (engines.node: 4.0.0)"*"dependencies with npm 2."* ]]
  start_app
  [[ "$(get /)" == "Hello from Node v4.0.0" ]]
  [[ "$(get /style.css)" == "body { color: navy }" ]]
}

@test "the oldest Node there is, 0.8" {
  node_of_old 0.8.x 3.x
  run build_app
  echo "$output"
  [[ "$status" -eq 0 ]]
  start_app
  [[ "$(get /)" == "Hello from Node v0.8."* ]]
}

@test "a Node app without engines gets the LTS line and npm start" {
  echo '{"name": "plain", "version": "1.0.0", "scripts": {"start": "node server.js"}}' >"$APP/package.json"
  echo 'require("http").createServer((q, s) => s.end(process.version)).listen(process.env.PORT)' >"$APP/server.js"
  run build_app
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"Default types -> web"* ]]
  start_app
  run get /
  [[ "$output" == v26.* ]]
  stops_on_term
}

@test "a build that has no network, and needs one, says so" {
  node_sample
  run build_app --network none
  echo "$output"
  [[ "$status" -eq 1 && "$output" == *"The build failed: the Node.js buildpack exited 1"*"The build has no network: "*"push again"* ]]
}

@test "a PHP page with {} for composer.json builds without a network" {
  echo '{}' >"$APP/composer.json"
  echo '<?php echo "PHP says " . (6 * 7) . " uid " . posix_getuid();' >"$APP/index.php"
  echo 'SECRET=1' >"$APP/.env"
  run build_app --network none
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"-----> PHP app detected"* ]]

  start_app
  run get /
  [[ "$output" == "PHP says 42 uid 32767" ]]
  run get /.env --output /dev/null --write-out '%{http_code}'
  [[ "$output" == 403 ]]
  run get /composer.json --output /dev/null --write-out '%{http_code}'
  [[ "$output" == 403 ]]
  stops_on_term
}

@test "vendor/bin/heroku-php-apache2 serves a folder and heeds its .htaccess" {
  mkdir "$APP/public"
  echo '{}' >"$APP/composer.json"
  cat >"$APP/public/index.php" <<'PHP'
<?php echo "asked for " . $_SERVER["REQUEST_URI"] . ", https " . ($_SERVER["HTTPS"] ?? "off");
PHP
  printf 'RewriteEngine On\nRewriteRule ^ index.php [L]\n' >"$APP/public/.htaccess"
  echo 'web: vendor/bin/heroku-php-apache2 public/' >"$APP/Procfile"
  build_app --network none
  start_app
  run get /some/page --header 'X-Forwarded-Proto: https'
  [[ "$output" == "asked for /some/page, https on" ]]
}

@test "a Python app without requirements runs in its own environment" {
  python_server
  : >"$APP/requirements.txt"
  echo 'web: python server.py' >"$APP/Procfile"
  run build_app --network none
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"-----> Python app detected"* ]]
  start_app --env GREETING=hello
  run get /
  [[ "$output" == "hello uid 32767 in /app home /app" ]]
  stops_on_term
  run in_app python -c 'import sys; print(sys.prefix)'
  [[ "$output" == /app/.heroku/python ]]
}

@test "a Python app installs a local wheel" {
  mkdir -p "$APP/wheels"
  python3 - "$APP/wheels" <<'PY'
import sys, zipfile
with zipfile.ZipFile(sys.argv[1] + "/greeter-1.0-py3-none-any.whl", "w") as wheel:
    wheel.writestr("greeter.py", "def main(): print('greetings')\n")
    wheel.writestr("greeter-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: greeter\nVersion: 1.0\n")
    wheel.writestr("greeter-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
    wheel.writestr("greeter-1.0.dist-info/entry_points.txt", "[console_scripts]\ngreet = greeter:main\n")
    wheel.writestr("greeter-1.0.dist-info/RECORD", "")
PY
  printf -- '--no-index\n--find-links wheels\ngreeter==1.0\n' >"$APP/requirements.txt"
  build_app --network none
  run in_app greet
  [[ "$output" == greetings ]]
}

@test "a static page is served, and what describes the app is not" {
  echo '<h1>a page</h1>' >"$APP/index.html"
  echo 'SECRET=1' >"$APP/.env"
  run build_app --network none
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"-----> Static app detected"* ]]
  start_app
  run get / --include
  [[ "$output" == *"200 OK"*"text/html"*"<h1>a page</h1>"* ]]
  run get /.env --output /dev/null --write-out '%{http_code}'
  [[ "$output" == 403 ]]
  run get /Procfile --output /dev/null --write-out '%{http_code}'
  [[ "$output" == 403 ]]
  stops_on_term
}

@test "static.json: root, clean_urls, routes, headers, redirects, https_only" {
  mkdir "$APP/dist"
  echo 'front' >"$APP/dist/index.html"
  echo 'about' >"$APP/dist/about.html"
  cat >"$APP/static.json" <<'JSON'
{"root": "dist/", "clean_urls": true, "https_only": true, "routes": {"/app/**": "index.html"},
 "redirects": {"/old": {"url": "/about", "status": 302}}, "headers": {"/**": {"X-Site": "a \"quoted\" one"}}}
JSON
  build_app --network none
  start_app
  run get /about
  [[ "$output" == about ]]
  run get /app/deep/link --include
  [[ "$output" == *'X-Site: a "quoted" one'*front* ]]
  run get /old --output /dev/null --write-out '%{http_code} %{redirect_url}'
  [[ "$output" == "302 http://$ADDRESS/about" ]]
  run get / --header 'X-Forwarded-Proto: http' --output /dev/null --write-out '%{http_code} %{redirect_url}'
  [[ "$output" == "301 https://$ADDRESS/" ]]
  run get /nothing --output /dev/null --write-out '%{http_code}'
  [[ "$output" == 404 ]]
}

@test "a mistake in static.json fails the build" {
  echo '{"root": ' >"$APP/static.json"
  run build_app --network none
  [[ "$status" -eq 1 ]]
  [[ "$output" == *"static.json is not valid JSON"* ]]
}

@test "a plain Procfile runs shell lines, and they hear SIGTERM" {
  python_server
  echo "web: cd /app && GREETING=hi python3 server.py | cat" >"$APP/Procfile"
  run build_app --network none
  [[ "$output" == *"-----> Procfile app detected"* ]]
  start_app
  run get /
  [[ "$output" == "hi uid 32767"* ]]
  stops_on_term
}

@test "BUILDPACK_URL is cloned, given the config, and its release is used" {
  python_server
  git_buildpack "$BATS_TEST_TMPDIR/pack" Special
  git -C "$BATS_TEST_TMPDIR/pack" branch other
  mkdir "$BATS_TEST_TMPDIR/env"
  echo -n 'pass word' >"$BATS_TEST_TMPDIR/env/SECRET"
  chmod -R go= "$BATS_TEST_TMPDIR/env"
  run build_app --network none --env BUILDPACK_URL=file:///pack#other \
    --volume "$BATS_TEST_TMPDIR/pack:/pack:ro" --volume "$BATS_TEST_TMPDIR/env:/tmp/env:ro"
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"-----> Special app detected"*"-----> Special compiles"*"SECRET is pass word"* ]]

  run docker diff "$RUN-build"
  [[ "$output" == */app/compiled.txt* && "$output" != *SECRET* ]]

  start_app
  run get /
  [[ "$output" == "from-release uid 32767"* ]]
  docker rm --force "$RUN-web"
  start_app --env GREETING=from-config
  run get /
  [[ "$output" == "from-config uid"* ]]
}

@test "config whose names mean something to the stack, or to bash, does no harm" {
  mkdir "$BATS_TEST_TMPDIR/env"
  for name in APP_PATH BUILD_PATH CACHE_PATH BUILD_DIR UID HOME PATH; do
    echo -n /usr >"$BATS_TEST_TMPDIR/env/$name"
  done
  cat >"$APP/package.json" <<'JSON'
{"name": "named", "version": "1.0.0", "scripts": {"build": "echo goes to $BUILD_PATH and $BUILD_DIR"}}
JSON
  echo 'web: echo unused' >"$APP/Procfile"
  run build_app --volume "$BATS_TEST_TMPDIR/env:/tmp/env:ro"
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"goes to /usr and /usr"*"Procfile declares types -> web"* ]]
}

@test "BUILDPACK_URL of .env is heeded; a ref that does not exist fails" {
  echo 'export BUILDPACK_URL="/pack#nowhere"' >"$APP/.env"
  git_buildpack "$BATS_TEST_TMPDIR/pack" Special
  run build_app --network none --volume "$BATS_TEST_TMPDIR/pack:/pack:ro"
  echo "$output"
  [[ "$status" -eq 1 ]]
  [[ "$output" == *'no branch, tag or commit "nowhere"'* ]]
}

@test "an address that is none is refused, with what works" {
  echo hello >"$APP/file"
  run build_app --network none --env 'BUILDPACK_URL=ruby please'
  [[ "$status" -eq 1 ]]
  [[ "$output" == *'"ruby please" is no buildpack'*nodejs* ]]
}

@test ".buildpacks runs several, and each sees the export of the one before" {
  python_server
  git_buildpack "$BATS_TEST_TMPDIR/one" First
  git_buildpack "$BATS_TEST_TMPDIR/two" Second
  tar -C "$BATS_TEST_TMPDIR" -czf "$BATS_TEST_TMPDIR/two.tar.gz" two
  printf '# several\n/packs/one\r\n\nfile:///packs/two.tar.gz\n' >"$APP/.buildpacks"
  run build_app --network none --volume "$BATS_TEST_TMPDIR:/packs:ro"
  echo "$output"
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"Second compiles"*"SAID_BEFORE=First"* ]]
  run in_app cat compiled.txt
  [[ "$output" == $'First\nSecond' ]]
}

@test ".profile.d reaches /start and /exec; words stay words" {
  mkdir "$APP/.profile.d"
  echo 'export GREETING="set by profile"' >"$APP/.profile.d/greeting.sh"
  echo 'web: python3 server.py' >"$APP/Procfile"
  python_server
  build_app --network none
  start_app
  run get /
  [[ "$output" == "set by profile uid"* ]]
  run docker exec "$RUN-web" /exec printf '%s|' "two words" "\$HOME" ';'
  [[ "$output" == "two words|\$HOME|;|" ]]
  run in_app "echo \"\$GREETING in \$PWD as \$(id -un)\""
  [[ "$output" == "set by profile in /app as herokuishuser" ]]
  run in_app sh -c 'echo out >/dev/stdout; echo trouble >/dev/stderr'
  [[ "$status" -eq 0 && "$output" == *out* && "$output" == *trouble* ]]
  run in_app bash -c 'exit 7'
  [[ "$status" -eq 7 ]]
}

@test "a build that fails says whose fault it is, and exits 1" {
  echo '{"name": "bad", "version": "1.0.0", "scripts": {"build": "echo about to fail; exit 3"}}' >"$APP/package.json"
  run build_app
  echo "$output"
  [[ "$status" -eq 1 ]]
  [[ "$output" == *"about to fail"*"The build failed: the Node.js buildpack exited"* ]]
}

@test "a package.json that asks for no version there is says so" {
  echo '{"name": "bad", "version": "1.0.0", "engines": {"node": "999.x"}}' >"$APP/package.json"
  run build_app
  [[ "$status" -eq 1 ]]
  [[ "$output" == *'asks for node "999.x", and the registry has 0.8, '*'0.12, 4 to '*'. Ask for one of these.'* ]]
  [[ "$output" != *"-----> Install"* ]]
}

@test "a tree that fits no buildpack names the files looked for, and those found" {
  echo hello >"$APP/main.zig"
  run build_app --network none
  echo "$output"
  [[ "$status" -eq 1 ]]
  for file in package.json requirements.txt composer.json index.html Procfile main.zig; do
    [[ "$output" == *"$file"* ]]
  done
}

@test "a process type that does not exist is refused by name" {
  echo 'worker: sleep 9' >"$APP/Procfile"
  build_app --network none
  run docker run --rm --label "$LABEL" "$RUN:built" /start web
  [[ "$status" -eq 1 ]]
  [[ "$output" == *'no process type "web"'*worker* ]]
}

@test "an image with USER herokuishuser runs the same, as Dokku releases it" {
  python_server
  echo 'web: python3 server.py' >"$APP/Procfile"
  build_app --network none
  start_app --user herokuishuser --env HEROKUISH_SETUIDGUID=false --env GREETING=yes
  run get /
  [[ "$output" == "yes uid 32767"* ]]
}

@test "storage mounted in the app survives a build and keeps its owner" {
  mkdir "$BATS_TEST_TMPDIR/storage" && chmod 755 "$BATS_TEST_TMPDIR/storage"
  echo precious >"$BATS_TEST_TMPDIR/storage/data"
  echo 'web: sleep 9' >"$APP/Procfile"
  build_app --network none --volume "$BATS_TEST_TMPDIR/storage:/app/storage"
  [[ "$(cat "$BATS_TEST_TMPDIR/storage/data")" == precious ]]
  [[ "$(stat -c %u "$BATS_TEST_TMPDIR/storage/data")" == "$(id -u)" ]]
}

@test "/bin/herokuish has the words old plugins use" {
  run docker run --rm --label "$LABEL" "$STACK_IMAGE" /bin/herokuish buildpack list
  [[ "$output" == $'10_nodejs\n20_python\n30_php\n40_static\n50_procfile' ]]
  echo 'web: run me' >"$APP/Procfile"
  run docker run --rm --label "$LABEL" --volume "$APP:/tmp/app:ro" "$STACK_IMAGE" /bin/herokuish buildpack detect /tmp/app
  [[ "$status" -eq 0 ]]
  [[ "$output" == *"Procfile app detected"* ]]
  run docker run --rm --label "$LABEL" --volume "$APP:/app:ro" "$STACK_IMAGE" /bin/herokuish procfile parse web
  [[ "$output" == "run me" ]]
  run docker run --rm --label "$LABEL" "$STACK_IMAGE" /bin/herokuish slug export
  [[ "$status" -eq 2 ]]
}
