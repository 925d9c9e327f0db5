import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import builder from "../../../plugins/builder-herokuish/builder.ts";
import { buildArgs, commitArgs } from "../../../plugins/builder-herokuish/lib/build-args.ts";
import { environmentFolder } from "../../../plugins/builder-herokuish/lib/environment-folder.ts";
import { authorityArgs, networkVariables } from "../../../plugins/builder-herokuish/lib/network.ts";
import { here } from "../../lib/here.ts";

/** Answers an ID for what it creates; while it builds, it keeps what the build would see of the variables. */
const DOCKER = `here="$DOKKU_ROOT/.."
if [[ -f $here/refuses && "$*" =~ $(<"$here/refuses") ]]; then echo "no" >&2; exit 5; fi
case "$1" in
create) echo c1 ;;
run) for word in "$@"; do if [[ $word == *:/tmp/env:ro ]]; then from="\${word#--volume=}"; cp -r "\${from%:/tmp/env:ro}" "$here/seen"; fi; done; echo building ;;
cp) echo noise ;;
esac
if [[ "$1 $2" == "image inspect" ]]; then echo '[{"Id":"sha256:s","Config":{}}]'; fi`;

function host(t: Test, more: Readonly<Record<string, string>> = {}) {
  const made = here(
    t,
    { plugins: ["builder-herokuish", "common"], apps: ["web"], programs: { docker: DOCKER } },
    { DOKKU_IMAGE: "stack:1", ...more },
  );
  const words = () => made.calls("docker").map((call) => call.words.join(" "));
  return { ...made, words };
}

t.test("the words that run a build, and keep what it made", async (t) => {
  const words = buildArgs({
    app: "web",
    image: "dokku/web:latest",
    name: "web.build.7",
    environment: "/env",
    global: ["--label=g"],
    authorities: ["--volume=ca"],
    options: ["--memory=1g"],
  });
  t.same(words, [
    "run",
    "--name=web.build.7",
    "--label=g",
    "--label=com.dokku.app-name=web",
    "--label=com.dokku.container-type=build",
    "--label=com.dokku.image-stage=build",
    "--mount=type=volume,source=cache-web,target=/cache,volume-label=com.dokku.app-name=web,volume-label=com.dokku.builder-type=herokuish",
    "--volume=/env:/tmp/env:ro",
    "--volume=ca",
    "--memory=1g",
    "dokku/web:latest",
    "/build",
  ]);
  for (const stage of ["source", "release"] as const) {
    const [first, label = "", ...rest] = commitArgs("web", "c1", stage, "dokku/web:latest");
    t.equal(first, "commit");
    for (const pair of ["com.dokku.app-name=web", "com.dokku.builder-type=herokuish", `com.dokku.image-stage=${stage}`])
      t.ok(label.includes(pair), pair);
    t.match(label, /^--change=LABEL \S+=/);
    t.same(rest, ["--change=ENTRYPOINT []", '--change=CMD ["/start", "web"]', "c1", "dokku/web:latest"]);
  }
});

t.test("variables reach a build as files that only their owner sees", async (t) => {
  const { io, path, read } = host(t);
  const made = environmentFolder("web", { A: "1", B: "two\nlines" }, io);
  t.equal(made.path, join(path, "lib/data/builder-herokuish/web/env"));
  t.same([read("lib/data/builder-herokuish/web/env/A"), read("lib/data/builder-herokuish/web/env/B")], ["1", "two\nlines"]);
  t.equal(statSync(join(made.path, "..")).mode & 0o777, 0o700);
  const again = environmentFolder("web", { C: "3" }, { ...io, env: { ...io.env, DOKKU_LIB_HOST_ROOT: "/host/lib" } });
  t.same(readdirSync(made.path), ["C"], "nothing of the last build is left");
  t.equal(again.path, "/host/lib/data/builder-herokuish/web/env", "as the engine's host calls it");
  again.remove();
  t.notOk(existsSync(made.path));
});

t.test("a build has the host's proxies, registry and authorities", async (t) => {
  t.same(networkVariables({ http_proxy: "http://p", NO_PROXY: "", npm_config_registry: "http://r", OTHER: "x" }), {
    http_proxy: "http://p",
    npm_config_registry: "http://r",
  });
  t.same(authorityArgs("/not/there"), []);
  t.match(authorityArgs("/etc/hostname"), ["--volume=/etc/hostname:/etc/ssl/certs/ca-certificates.crt:ro"]);
});

t.test("who names a buildpack wants one", async (t) => {
  const { io, put, path } = host(t);
  const wants = () => builder.detect?.(io, "web", join(path, "source"));
  t.equal(await wants(), false);
  put("source/.buildpacks", "");
  t.equal(await wants(), true);
  put("home/web/ENV", "export BUILDPACK_URL='https://x'\n");
  t.equal(await builder.detect?.(io, "web", "/nowhere"), true);
});

t.test("a source becomes an image, and that a release", async (t) => {
  const { io, put, words, said, read, path } = host(t, { DOKKU_TRACE: "1", HTTP_PROXY: "http://p" });
  put("home/web/ENV", "export KEY='a b'\nexport HTTP_PROXY='http://own'\n");
  await builder.begin?.(io, "web", "/source", "dokku/web:latest");
  const made = words();
  const at = made.findIndex((line) => line.startsWith("create "));
  t.match(
    made[at],
    /^create --label=com\.dokku\.app-name=web --label=com\.dokku\.container-type=build --label=dokku stack:1 true$/,
  );
  t.equal(made[at + 1], "cp /source/. c1:/app");
  t.match(made[at + 2], /^commit .*com\.dokku\.image-stage=source.* c1 dokku\/web:latest$/);
  t.equal(made[at + 3], "rm c1");
  t.equal(said(), "");
  await builder.build?.(io, "web", "/source", "dokku/web:latest");
  const name = `web.build.${process.pid}`;
  t.match(words().at(-3), new RegExp(`^run --name=${name} `));
  t.match(words().at(-2), new RegExp(`^commit .*com\\.dokku\\.image-stage=release.* ${name} dokku/web:latest$`));
  t.equal(words().at(-1), `rm --force ${name}`);
  t.equal(said(), "building\n");
  t.same(
    [read("seen/KEY"), read("seen/HTTP_PROXY"), read("seen/TRACE")],
    ["a b", "http://own", "1"],
    "the app's own goes before the host's",
  );
  t.notOk(existsSync(join(path, "lib/data/builder-herokuish/web/env")));
});

t.test("what fails leaves nothing behind", async (t) => {
  const { io, put, words, path, fire } = host(t);
  put("refuses", "^cp ");
  await t.rejects(async () => builder.begin?.(io, "web", "/source", "dokku/web:latest"), {
    code: 5,
    message: "the source of web could not be copied into stack:1",
  });
  t.equal(words().at(-1), "rm c1");
  put("refuses", "^run ");
  await t.rejects(async () => builder.build?.(io, "web", "/source", "dokku/web:latest"), {
    code: 1,
    message: "the build of web failed with exit code 5; the reason is above",
  });
  t.equal(words().at(-1), `rm --force web.build.${process.pid}`);
  t.notOk(words().some((line) => line.startsWith("commit")));
  t.notOk(existsSync(join(path, "lib/data/builder-herokuish/web/env")));
  t.equal(fire("post-delete", ["web", "latest"]).code, 0);
  t.equal(words().at(-1), "volume rm cache-web");
  t.notOk(existsSync(join(path, "lib/data/builder-herokuish/web")));
  const before = words().length;
  fire("post-delete", ["web", "latest"]);
  t.equal(words().length, before, "an app that was never built here has no cache");
});
