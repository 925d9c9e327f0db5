// slow: each case is several commands
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import t from "tap";
import { namesOf } from "../../../plugins/registry/lib/push.ts";
import { fromTemplate, notRepository, notServer, notTags, notTemplate } from "../../../plugins/registry/lib/settings.ts";
import type { Root } from "../../lib/root.ts";
import { fire, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

/** A docker that writes down how it was called, keeps a login as docker does, and fails as many pushes as it is told. */
const DOCKER = `#!/usr/bin/env bash
printf '%s [%s]\\n' "$*" "\${DOCKER_CONFIG##*/}" >>"$DOKKU_LIB_ROOT/called"
case "$1 $2" in
login*)
  read -r password
  if [[ $password == wrong ]]; then
    echo denied >&2
    exit 1
  fi
  printf '{"auths":{"x":{"auth":"%s"}}}' "$password" >"$DOCKER_CONFIG/config.json"
  echo Login Succeeded
  ;;
logout*) echo '{"auths":{}}' >"$DOCKER_CONFIG/config.json" ;;
"image push")
  fails="$(cat "$DOKKU_LIB_ROOT/fails" 2>/dev/null || echo 0)"
  if [[ $fails != 0 ]]; then
    echo $((fails - 1)) >"$DOKKU_LIB_ROOT/fails"
    exit 1
  fi
  ;;
"image inspect") if [[ -f $DOKKU_LIB_ROOT/no-image ]]; then exit 1; fi ;;
esac
`;

const made = (t: Parameters<typeof somePlugins>[0]): Root => {
  const root = somePlugins(t, "registry", "apps", "common");
  mkdirSync(`${root.path}/home/web`);
  const env = { DOCKER_BIN: root.put("docker", DOCKER) };
  return {
    ...root,
    env: { ...root.env, ...env },
    dokku: (words, options) => root.dokku(words, { ...options, env: { ...env, ...options?.env } }),
  };
};
const calls = ({ path }: Root) =>
  existsSync(`${path}/lib/called`) ? readFileSync(`${path}/lib/called`, "utf8").trim().split("\n") : [];
const release = (root: Root) => fire(root, "post-release-builder", "herokuish", "web", "dokku/web:latest");

t.test("names", async (t) => {
  t.equal(fromTemplate("org/{{ .AppName }}-x", "web"), "org/web-x");
  t.equal(fromTemplate("dokku/{{ APP }}", "web"), "dokku/web");
  t.equal(fromTemplate("{{.AppName}}/{{- .AppName -}}", "web"), "web/web");
  for (const [refuse, good, bad] of [
    [
      notTemplate,
      ["org/{{ .AppName }}", "{{.AppName}}"],
      ["org/x", "{{ .Other }}", "{{ .AppName", "ORG/{{ .AppName }}", "{{ .AppName }}:tag"],
    ],
    [notRepository, ["a", "a/b-c", "a__b/c.d"], ["A", "/a", "a/", "a:b", "a b", "-a", "a//b", "a;id"]],
    [
      notServer,
      ["registry.example.com", "localhost:5000", "r.io/org/", "[::1]:5000", "GHCR.io"],
      ["https://x", "-x", "a b", "a/../b;", "x:port"],
    ],
    [notTags, ["latest", "a,b.c"], ["", "a, b", ",a", "-a", "a:b", "a;id"]],
  ] as const) {
    for (const value of good) t.equal(refuse(value), undefined, `${refuse.name} ${value}`);
    for (const value of bad) t.type(refuse(value), "string", `${refuse.name} ${value}`);
  }
  t.same(namesOf("r.io/", "org/web", 3, "a,b"), {
    local: ["org/web:3"],
    extra: ["r.io/org/web:a", "r.io/org/web:b"],
    release: "r.io/org/web:3",
  });
  t.same(namesOf("", "web", 1, ""), { local: [], extra: [], release: "web:1" });
});

t.test("properties", async (t) => {
  const root = made(t);
  rows(t, root, [
    { words: "registry:report web --registry-computed-image-repo", out: "dokku/web\n" },
    { words: "registry:report web --registry-computed-push-on-release", out: "false\n" },
    { words: "registry:set --global server registry.example.com/", out: "=====> Setting server to registry.example.com/\n" },
    { words: "registry:report web --registry-computed-server", out: "registry.example.com/\n" },
    { words: "registry:set web server docker.io" },
    { words: "registry:report web --registry-computed-server", out: "\n" },
    { words: ["registry:set", "--global", "image-repo-template", "org/{{ .AppName }}"] },
    { words: "registry:report web --registry-computed-image-repo", out: "org/web\n" },
    { words: "registry:set web image-repo mine/web" },
    { words: "registry:report web --registry-computed-image-repo", out: "mine/web\n" },
    { words: "registry:report web", out: /^=====> web registry information\n {7}Registry computed image repo: +mine\/web\n/ },
    { words: "registry:report --global --registry-global-server", out: "registry.example.com/\n" },
    { words: "registry:set --global image-repo x", code: 1, err: /cannot be specified globally/ },
    { words: "registry:set web push-on-release yes", code: 1, err: /true or false/ },
    { words: "registry:set web server https://x", code: 1, err: /without https/ },
    { words: "registry:set web image-repo Web", code: 1 },
    { words: "registry:set web nope 1", code: 1 },
    { words: "registry:set nope server x", code: 20 },
    { words: "registry:set web", code: 1, err: /No property specified/ },
  ]);
  t.ok(calls(root).includes("image tag dokku/web:latest mine/web:latest []"), "the image it has can be run by its new name");
});

t.test("login", async (t) => {
  const root = made(t);
  root.put("lib/plugins/enabled/fake/post-registry-login", '#!/bin/sh\necho "$* $DOCKER_REGISTRY_PASS"\n');
  rows(t, root, [
    {
      words: "registry:login --password-stdin web r.io:5000 me",
      input: "s3cret\n",
      out: "r.io:5000 me s3cret\n",
      err: /Login Succeeded for web/,
    },
    {
      words: "registry:login --global hub.docker.com me pw",
      out: "docker.io me pw\n",
      err: /Login Succeeded for global registry/,
    },
    { words: "registry:login r.io me pw", out: "r.io me pw\n", err: /Deprecated: please use --global/ },
    { words: "registry:login web r.io me wrong", code: 1, out: "", err: /denied[\s\S]*Unable to log in to r.io/ },
    { words: "registry:login --password-stdin web r.io me", input: "", code: 1, err: /Missing password/ },
    { words: "registry:login --password-stdin web r.io me", input: "a\nb\n", code: 1, err: /more than one line/ },
    { words: "registry:login web r.io", code: 2 },
    { words: "registry:login", code: 2 },
    { words: "registry:login --global web r.io me pw", code: 2 },
    { words: "registry:login nope r.io me pw", code: 20 },
    { words: ["registry:login", "web", "r.io", "--", "-me", "pw"], code: 1, err: /cannot be a user name/ },
    { words: ["registry:login", "web", "r io", "me", "pw"], code: 1, err: /is no registry/ },
    { words: "registry:logout web r.io", out: "" },
    { words: "registry:logout --global r.io" },
    { words: "registry:logout nope r.io", code: 20 },
    { words: "registry:logout", code: 2 },
    { words: "registry:logout web", code: 2, err: /out of which registry/ },
  ]);
  const logins = calls(root).filter((line) => line.startsWith("login"));
  t.same(logins.slice(0, 2), [
    "login --username me --password-stdin r.io:5000 [web]",
    "login --username me --password-stdin docker.io [.docker]",
  ]);
  t.notMatch(calls(root).join("\n"), /s3cret|pw/, "a password is no word of a program");
  t.equal(statSync(`${root.path}/lib/config/registry/web`).mode & 0o777, 0o700);
});

t.test("releases", async (t) => {
  const root = made(t);
  t.match(release(root), { code: 0, out: "" }, "nothing to do without settings");
  t.same(calls(root), []);
  for (const words of ["server r.io", "image-repo org/web"]) root.dokku(["registry:set", "web", ...words.split(" ")]);
  release(root);
  t.equal(calls(root).at(-1), "image tag dokku/web:latest org/web:latest []", "named, not pushed");
  const asked = () => ["repository", "image-repo", "image-tag"].map((what) => fire(root, `deployed-app-${what}`, "web").out);
  t.same(asked(), ["\n", "org/web\n", ""], "what was not pushed has no registry's name");
  for (const words of ["push-on-release true", "push-extra-tags latest,stable"])
    root.dokku(["registry:set", "web", ...words.split(" ")]);
  t.same(asked(), ["\n", "org/web\n", ""], "not yet");
  root.dokku(["registry:login", "--password-stdin", "web", "r.io", "me"], { input: "pw" });
  const before = calls(root).length;
  t.match(release(root), { code: 0, out: /-----> Pushing image to registry\n[\s\S]*Image r.io\/org\/web:1 pushed\n$/ });
  t.same(
    calls(root)
      .slice(before)
      .map((line) => line.replace(/ \[\w*\]$/, "")),
    [
      "image tag dokku/web:latest org/web:latest",
      "image tag dokku/web:latest org/web:1",
      "image tag dokku/web:latest r.io/org/web:1",
      "image tag dokku/web:latest r.io/org/web:latest",
      "image tag dokku/web:latest r.io/org/web:stable",
      "image push r.io/org/web:latest",
      "image push r.io/org/web:stable",
      "image push r.io/org/web:1",
      "image rm --no-prune r.io/org/web:latest",
      "image rm --no-prune r.io/org/web:stable",
    ],
  );
  t.ok(calls(root).includes("image push r.io/org/web:1 [web]"), "with the app's credentials");
  t.same(asked(), ["r.io/\n", "org/web\n", "1\n"]);
  t.equal(root.dokku(["registry:report", "web", "--registry-tag-version"]).out, "1\n");
});

t.test("a push is tried again, and not for ever", async (t) => {
  const root = made(t);
  for (const words of ["server r.io", "push-on-release true"]) root.dokku(["registry:set", "web", ...words.split(" ")]);
  root.put("lib/fails", "1");
  t.match(release(root), { code: 0, err: /failed; trying again in 1 s/ });
  root.put("lib/fails", "9");
  t.match(release(root), { code: 1, err: /unable to push image r.io\/dokku\/web:2 after 3 tries/ });
  t.equal(readFileSync(`${root.path}/lib/fails`, "utf8").trim(), "6");
  t.equal(fire(root, "deployed-app-image-tag", "web").out, "1\n", "a restart runs what was pushed last");
});

t.test("the app's life", async (t) => {
  const root = made(t);
  fire(root, "post-create", "web");
  root.dokku(["registry:login", "--password-stdin", "web", "r.io", "me"], { input: "pw" });
  root.put("lib/config/registry/web/tag-version", "7");
  fire(root, "post-app-clone-setup", "web", "two");
  t.same(readdirSync(`${root.path}/lib/config/registry/two`), ["config.json"], "credentials, but nothing pushed");
  fire(root, "post-create", "three");
  fire(root, "post-app-rename-setup", "two", "three");
  t.same(readdirSync(`${root.path}/lib/config/registry/three`), ["config.json"]);
  fire(root, "post-delete", "three", "latest");
  t.same(readdirSync(`${root.path}/lib/config/registry`), ["web"]);
});

t.test("case 21: a client with an app's logins speaks to the engine of the chosen context", async (t) => {
  const root = made(t);
  const name = createHash("sha256").update("other").digest("hex");
  root.put("home/.docker/config.json", '{"currentContext":"other"}');
  root.put(`home/.docker/contexts/meta/${name}/meta.json`, '{"Endpoints":{"docker":{"Host":"unix:///other.sock"}}}');
  root.put("docker", DOCKER.replace('[%s]\\n\' "$*"', '[%s]\\n\' "$DOCKER_HOST $*"'));
  root.dokku(["registry:login", "--password-stdin", "web", "r.io", "me"], { input: "s3cret\n" });
  root.dokku(["registry:set", "web", "push-on-release", "true"]);
  release(root);
  root.dokku(["registry:logout", "web", "r.io"]);
  const there = calls(root).filter((line) => line.endsWith("[web]"));
  t.same(there, [
    "unix:///other.sock login --username me --password-stdin r.io [web]",
    "unix:///other.sock image push dokku/web:1 [web]",
    "unix:///other.sock logout r.io [web]",
  ]);
});
