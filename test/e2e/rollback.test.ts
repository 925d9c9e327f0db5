import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { until } from "../lib/patience.ts";
import { workingCopy } from "../lib/working-copy.ts";
import { baseImage, deadlyDocker, docker, gone, settled, text } from "./apps.ts";

/** An app that is pushed to a throw-away host, with a real Docker. */
function pushed(t: Test, hint: string) {
  const host = settled(t);
  host.put("lib/config/proxy/--global/type", "null");
  const name = `t${process.pid}-rel-${hint}`;
  gone(t, name);
  const copy = workingCopy(t, host, name);
  const push = (page: string, more: Readonly<Record<string, string>> = {}) => {
    const commit = copy.commit({ Dockerfile: dockerfile(page), ...more });
    const { code, err } = copy.git("push", "dokku", "main");
    t.equal(code, 0, err);
    return commit;
  };
  const get = async () => {
    const words = ["inspect", "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", `${name}.web.1`];
    return text(`http://${docker(...words).trim()}:5000/`);
  };
  const dokku = (words: string, env: Record<string, string> = {}) => host.dokku(words.split(" "), { env });
  const list = (): { version: string; description: string; status: string }[] =>
    JSON.parse(dokku(`releases ${name} --json`).out).releases;
  const env = () => docker("inspect", "--format={{json .Config.Env}}", `${name}.web.1`);
  return { host, name, copy, push, get, dokku, list, env };
}

const dockerfile = (page: string) =>
  `FROM ${baseImage()}\nRUN echo "${page}" >/www/index.html\nEXPOSE 5000\nCMD ["/bin/httpd", "-f", "-p", "5000", "-h", "/www"]\n`;

const WEB = "web: /bin/httpd -f -p 5000 -h /www\n";

t.test("each change that becomes live is a release, and there is a way back to it", async (t) => {
  const { host, name, push, get, dokku, list, env, copy } = pushed(t, "back");
  const one = push("one", { Procfile: WEB });
  const two = push("two", { Procfile: `${WEB}worker: sleep 1000\n` });
  t.equal(dokku(`config:set ${name} PASSWORD=s3cret`).code, 0);
  t.equal(dokku(`ps:scale ${name} worker=1`).code, 0);
  t.equal(dokku(`ps:restart ${name}`).code, 0);
  t.equal(dokku(`domains:add ${name} www.example.com`).code, 0);
  copy.commit({ Dockerfile: "BROKEN\n" });
  t.equal(copy.git("push", "dokku", "main").code, 1);
  t.match(list(), [
    { version: "v5", status: "current", description: /^(Set NO_VHOST config vars; )?Add www\.example\.com$/ },
    { version: "v4", status: "kept", description: "Scale worker=1" },
    { version: "v3", status: "kept", description: "Set PASSWORD config vars" },
    { version: "v2", status: "kept", description: `Deploy ${two.slice(0, 7)}` },
    { version: "v1", status: "kept", description: `Deploy ${one.slice(0, 7)}` },
  ]);
  t.match(
    dokku(`releases:list ${name}`).out,
    /^Release +Status[\s\S]*\n +A deploy after it failed, .*: dokku builds:output \S+ \w{14}\n$/,
  );

  const info = dokku(`releases:info ${name} v3 --json`);
  t.match(JSON.parse(info.out), {
    description: "Set PASSWORD config vars",
    commit: two,
    author: "Ada <ada@example.com>",
    builder: "dockerfile",
    "process-types": { web: "/bin/httpd -f -p 5000 -h /www", worker: "sleep 1000" },
    changes: { since: "v2", image: false, commits: null, config: { added: ["PASSWORD"], changed: [], removed: [] } },
  });
  const { build } = JSON.parse(info.out);
  t.match(JSON.parse(dokku(`builds:info ${name} ${build} --json`).out), { kind: "deploy", release: "v3" });
  t.match(dokku(`releases:info ${name} v3`).out, `Build ID:       ${build}\n`);
  t.notMatch(info.out + dokku(`releases:info ${name} v3`).out, /s3cret/, "a value is shown to nobody");
  t.equal(statSync(join(host.path, `lib/data/releases/${name}/v3.json`)).mode & 0o777, 0o600);
  t.match(dokku(`releases:info ${name} 2`).out, new RegExp(`Commits: +${one}\\.\\.${two}\n[\\s\\S]*Files: +~ps/Procfile\n`));

  const back = dokku(`releases:rollback ${name}`);
  t.equal(back.code, 0, back.err);
  t.match(back.out, /Rolling back \S+ to v1: Deploy [\s\S]*it is v6 now/, "the newest with another image");
  t.notMatch(back.out, /Building/);
  t.equal(await get(), "one");
  t.equal(readFileSync(join(host.path, `lib/data/ps/${name}/Procfile`), "utf8"), WEB, "its Procfile counts");
  t.match(dokku(`config:get ${name} GIT_REV`).out, one);
  t.match(env(), `GIT_REV=${one}`);
  t.match(env(), "PASSWORD=s3cret", "its config does not, unless asked for");
  t.match(list()[0], { version: "v6", description: "Rollback to v1", status: "current" });

  t.equal(dokku(`releases:rollback ${name} v2 --config`).code, 0);
  t.equal(await get(), "two");
  t.notMatch(env(), "PASSWORD");
  t.equal(dokku(`config:get ${name} PASSWORD`).code, 1);
  t.match(dokku(`ps:scale ${name}`).out, /worker: *0/);
  t.equal(dokku(`releases:rollback ${name} v4 --config`).code, 0);
  t.match(env(), "PASSWORD=s3cret");
  t.match(dokku(`ps:scale ${name}`).out, /worker: *1/);

  t.equal(dokku(`cleanup ${name}`).code, 0);
  t.equal(dokku(`releases:rollback ${name} v1`).code, 0, "cleanup leaves what there is a way back to");
  for (const [words, err] of [
    ["v99", /has no release v99; it has v1 to v9/],
    ["x", /"x" is no release/],
  ] as const)
    t.match(dokku(`releases:rollback ${name} ${words}`), { code: 1, err });
});

t.test("an image that could not go when it was to, goes with the next", async (t) => {
  const { name, push, dokku } = pushed(t, "stayed");
  t.equal(dokku("releases:set --global retention 1").code, 0);
  push("one");
  push("two");
  const tags = () => docker("images", "--format={{.Tag}}", `dokku/${name}`).trim().split("\n");
  await until(() => dokku(`ps:retire ${name}`).code === 0);
  t.ok(tags().includes("v1"), "a container still ran it");
  push("three");
  await until(() => !tags().includes("v1"));
});

t.test("a renamed app has the way back, and nothing is left by its first name", async (t) => {
  const { name, push, dokku } = pushed(t, "first");
  const last = `${name}-last`;
  gone(t, last);
  push("one");
  push("two");
  const tags = (app: string) => docker("images", "--format={{.Tag}}", `dokku/${app}`).split("\n").filter(Boolean).sort();
  const rename = dokku(`apps:rename ${name} ${last}`);
  t.equal(rename.code, 0, rename.err);
  t.strictSame(tags(name), []);
  t.strictSame(tags(last), ["latest", "v1", "v2", "v3"]);
  const back = dokku(`releases:rollback ${last} v1`);
  t.match(back, { code: 0, out: /it is v4 now/ }, back.err);
  t.notMatch(back.out, /Building/);
  const words = ["inspect", "--format={{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}", `${last}.web.1`];
  t.equal(await text(`http://${docker(...words).trim()}:5000/`), "one");
  for (const words of [`apps:create ${name}`, `--force apps:destroy ${name}`]) t.equal(dokku(words).code, 0);
  t.strictSame(tags(last), ["latest", "v1", "v2", "v3", "v4"], "whoever gets the first name has no right to them");
  t.equal(dokku(`--force apps:destroy ${last}`).code, 0);
  t.strictSame(tags(last), []);
});

t.test("what is pruned, and an image that somebody has removed", async (t) => {
  const { name, host, push, get, dokku, list } = pushed(t, "prune");
  push("one");
  push("two");
  push("three");
  t.equal(dokku(`releases:set ${name} retention 2`).code, 0);
  t.match(dokku(`releases:retention ${name}`).out, /^-----> Let go of v1\n2 images are kept; there is a way back to: v3 v2\n$/);
  t.match(dokku(`releases:rollback ${name} v1`), { code: 1, err: /v1 of \S+ was pruned/ });
  t.match(list().at(-1), { version: "v1", status: "pruned" });
  t.notMatch(docker("images", "--format={{.Tag}}", `dokku/${name}`), /v1\b/);
  /** Takes an image away, once the containers that ran it are gone. */
  const remove = async (version: string) => {
    const { image } = JSON.parse(dokku(`releases:info ${name} ${version} --json`).out);
    await until(() => {
      dokku(`ps:retire ${name}`);
      spawnSync("docker", ["rmi", "--force", image]);
      return spawnSync("docker", ["image", "inspect", image]).status;
    });
  };
  await remove("v2");
  const again = dokku(`releases:rollback ${name} v2`);
  t.match(again, { code: 0, out: /Building/, err: /The image of v2 is not here any more: building/ });
  t.equal(await get(), "two");
  t.match(list()[0], { version: "v4", description: "Rollback to v2" });
  const path = join(host.path, `lib/data/releases/${name}/v3.json`);
  host.put(
    `lib/data/releases/${name}/v3.json`,
    readFileSync(path, "utf8").replace(/"commit":"\w+"/, `"commit":"${"0".repeat(40)}"`),
  );
  await remove("v3");
  t.match(dokku(`releases:rollback ${name} v3`), { code: 1, err: /nor is its commit 000000000000 in the repository/ });
  t.equal(await get(), "two");
});

t.test("killed with -9 anywhere in a rollback, one release counts as a whole", async (t) => {
  const { name, host, push, get, dokku, env } = pushed(t, "kill");
  const deadly = deadlyDocker(host);
  const commits = { one: push("one", { Procfile: WEB }), two: "" };
  t.equal(dokku(`config:set ${name} WHICH=two`).code, 0);
  commits.two = push("two", { Procfile: `# two\n${WEB}` });
  const rows = [
    ["image tag", "before"],
    ["image tag", "after"],
    ["container create", "after"],
    ["container start", "after"],
    ["container rename", "before"],
    ["container rename", "after"],
  ] as const;
  for (const [match, when] of rows) {
    const row = `${match}, ${when}`;
    const killed = dokku(`releases:rollback ${name} v1 --config`, deadly(match, when));
    t.not(killed.code, 0, `killed at ${row}`);
    const next = dokku(`ps:restart ${name}`);
    t.equal(next.code, 0, next.err);
    const page = await get();
    const whole = {
      page,
      revision: dokku(`config:get ${name} GIT_REV`).out.trim(),
      which: dokku(`config:get ${name} WHICH`).out.trim(),
      procfile: readFileSync(join(host.path, `lib/data/ps/${name}/Procfile`), "utf8"),
      running: /WHICH=two/.test(env()),
      latest:
        docker("image", "inspect", "--format={{.Id}}", `dokku/${name}:latest`) ===
        docker("inspect", "--format={{.Image}}", `${name}.web.1`),
    };
    const of = {
      one: { page: "one", revision: commits.one, which: "", procfile: WEB, running: false, latest: true },
      two: { page: "two", revision: commits.two, which: "two", procfile: `# two\n${WEB}`, running: true, latest: true },
    };
    t.ok(page === "one" || page === "two", row);
    t.strictSame(whole, of[page === "one" ? "one" : "two"], row);
    if (page === "one") t.equal(dokku(`releases:rollback ${name} v3 --config`).code, 0);
    t.equal(await get(), "two", `${row}: and on it goes`);
  }
});
