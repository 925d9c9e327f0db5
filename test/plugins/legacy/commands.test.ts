import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { checkout, type Root, root } from "../../lib/root.ts";

/** Old words and the calls they become; `tags` talks to Docker. */
const rows: [old: string, today: string][] = [
  ["plugins", "dokku [plugin:list]"],
  ["plugins-install", "dokku [plugin:install]"],
  ["plugins-install-dependencies", "dokku [plugin:install-dependencies]"],
  ["plugins-update", "dokku [plugin:update]"],
  ["delete blog", "dokku [apps:destroy] [blog]"],
  ["deploy:all", "dokku [ps:restart] [--all]"],
  ["tar:in blog", "dokku [git:from-archive] [--archive-type] [tar] [blog] [--]"],
  ["tar:from blog http://x/y.tar", "dokku [git:from-archive] [blog] [http://x/y.tar]"],
  ["ls", "dokku [ps:report]"],
  ["ps:rebuildall", "dokku [ps:rebuild] [--all]"],
  ["ps:restartall", "dokku [ps:restart] [--all]"],
  ["ps:restart-policy blog", "dokku [ps:report] [blog] [--ps-restart-policy]"],
  ["ps:set-restart-policy blog on-failure:5", "dokku [ps:set] [blog] [restart-policy] [on-failure:5]"],
  ["nginx:build-config blog", "dokku [proxy:build-config] [blog]"],
  ["nginx:build-config blog 49153 127.0.0.1", "dokku [proxy:build-config] [blog]"],
  ["nginx:import-ssl blog", "dokku [certs:add] [blog]"],
  ["nginx:enable blog", "dokku [proxy:enable] [blog]"],
  ["proxy:ports blog", "dokku [ports:list] [blog]"],
  ["proxy:ports-add blog http:80:5000", "dokku [ports:add] [blog] [http:80:5000]"],
  ["certs:info blog", "dokku [certs:report] [blog]"],
  ["tags blog", "docker [image] [ls] [dokku/blog]"],
  ["tags:create blog v1", "docker [image] [tag] [dokku/blog:latest] [dokku/blog:v1]"],
  ["tags:destroy blog v1", "docker [image] [rm] [dokku/blog:v1]"],
  ["tags:deploy blog v1", "dokku [git:from-image] [blog] [dokku/blog:v1]"],
];

t.test("an old name is the new command", async (t) => {
  const made = legacy(t);
  for (const [old, today] of rows) t.same(call(made, old.split(" ")), { code: 0, out: "", err: "", calls: `${today}\n` }, old);
});

t.test("the app of --app is among the words, once", async (t) => {
  const made = legacy(t);
  t.equal(call(made, ["--app", "blog", "tags"]).calls, "docker [image] [ls] [dokku/blog]\n");
  t.equal(call(made, ["--app", "blog", "nginx:build-config"]).calls, "dokku [proxy:build-config] [blog]\n");
  t.equal(call(made, ["--app", "blog", "ps:restart-policy"]).calls, "dokku [ps:report] [blog] [--ps-restart-policy]\n");
});

t.test("build only builds, receive makes the app, and both take a tar from stdin", async (t) => {
  const made = legacy(t);
  made.put("bin/dokku", '#!/usr/bin/env bash\n{ printf "%s" "${HOKKU_BUILT-all}"; printf " [%s]" "$@"; echo; } >>"$CALLS"\n');
  made.put("lib/plugins/enabled/spy/app-maybe-create", '#!/usr/bin/env bash\nmkdir "$DOKKU_ROOT/$1"; echo "made $1"\n');
  t.equal(call(made, ["build", "blog"]).calls, "blog [git:from-archive] [--archive-type] [tar] [blog] [--]\n");
  t.match(call(made, ["build", "shop"]), { code: 20, calls: "" });
  const received = "all [git:from-archive] [--archive-type] [tar] [shop] [--]\n";
  t.match(call(made, ["receive", "shop"]), { code: 0, out: "made shop\n", calls: received });
  t.match(call(made, ["receive", "shop"]), { code: 0, out: "", calls: received });
});

t.test("deploy releases what was built and starts it; where it has been released, it only starts it", async (t) => {
  const made = legacy(t);
  made.put(
    "bin/docker",
    `#!/usr/bin/env bash\necho '[{"Id":"sha256:1","Config":{"Labels":{"com.dokku.builder-type":"dockerfile"}}}]'\n`,
  );
  const spy = (name: string) =>
    made.put(`lib/plugins/enabled/spy/${name}`, `#!/usr/bin/env bash\necho "${name} $* $HOKKU_BUILT"\n`);
  for (const name of ["release-and-deploy", "builder-release", "deploy"]) spy(name);
  const env = { DOCKER_HOST: "tcp://127.0.0.1:1" };
  t.equal(call(made, ["deploy", "blog"], env).out, "release-and-deploy blog latest blog\n");
  t.equal(call(made, ["deploy", "blog", "v2"], env).out, "release-and-deploy blog v2 blog\n");
  t.equal(call(made, ["release", "blog"], env).out, "builder-release dockerfile blog latest blog\n");
  t.match(call(made, ["deploy", "blog"], env).out, /^deploy blog latest blog\n=====> Application deployed:/);
  t.equal(call(made, ["deploy", "blog"], env).out, "release-and-deploy blog latest blog\n");
});

t.test("refusals", async (t) => {
  const made = legacy(t);
  const refused: [string, number, RegExp][] = [
    ["backup:export", 1, /is no more: copy the folders/],
    ["backup:import x", 1, /is no more/],
    ["deploy shop", 20, /App shop does not exist/],
    ["release", 20, /does not exist/],
    ["tags shop", 20, /App shop does not exist/],
    ["tags:create blog", 2, /<tag> is missing/],
    ["tags:create blog a/b", 2, /cannot be the tag/],
    ["tags:destroy blog latest", 1, /is what blog runs/],
    ["tags:nonsense blog v1", 1, /is not a dokku command/],
    ["tar:in", 2, /<app> is missing/],
    ["constructor", 1, /is not a dokku command/],
    ["nonsense", 1, /is not a dokku command/],
  ];
  for (const [words, code, err] of refused) {
    const got = call(made, words.split(" "));
    t.same([got.code, got.calls], [code, ""], words);
    t.match(got.err, err, words);
  }
});

t.test("an app that is not there is refused as today, before anything is read", async (t) => {
  const refusal = { code: 20, out: "", err: " !     App nobody does not exist\n" };
  t.match(testRoot(t).dokku(["tar:in", "nobody"], { input: "" }), refusal);
});

t.test("the exit code is the new command's", async (t) => {
  const made = legacy(t);
  made.put("bin/dokku", "#!/usr/bin/env bash\nexit 7\n");
  t.equal(call(made, ["plugins"]).code, 7);
});

/** A root with this plugin alone, `dokku` and `docker` on PATH writing down how they were called. */
function legacy(t: Parameters<typeof root>[0]): Root {
  const made = root(t, { plugins: false });
  mkdirSync(join(made.path, "home/blog"));
  mkdirSync(join(made.path, "lib/core-plugins/enabled"));
  symlinkSync(join(checkout, "plugins/legacy"), join(made.path, "lib/core-plugins/enabled/legacy"));
  for (const name of ["dokku", "docker"])
    made.put(`bin/${name}`, `#!/usr/bin/env bash\n{ printf '%s' ${name}; printf ' [%s]' "$@"; echo; } >>"$CALLS"\n`);
  return made;
}

function call(made: Root, words: readonly string[], env: Record<string, string> = {}) {
  const calls = join(made.path, "calls");
  made.put("calls", "");
  const path = [join(made.path, "bin"), join(checkout, "core"), join(checkout, "hooks"), made.env.PATH].join(":");
  const ran = made.dokku(words, { env: { PATH: path, CALLS: calls, ...env } });
  return { ...ran, calls: existsSync(calls) ? readFileSync(calls, "utf8") : "" };
}
