import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { until } from "../../lib/patience.ts";
import { checkout, type Root, root } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const HOLDER = { pid: 999_999, started: "1", what: "a deploy", since: "2026-01-01T00:00:00.000Z" };

/** Runs TypeScript in a process of its own, with our modules and the root's environment. */
function aside({ env }: Root, code: string) {
  const modules = `import { takeLock } from "${join(checkout, "plugins/common/lib/lock.ts")}";
    import { exclusively } from "${join(checkout, "plugins/common/lib/exclusive.ts")}";
    import { appendFileSync, readFileSync, writeFileSync, rmSync, openSync } from "node:fs";
    const io = { env: process.env, cwd: "/", stdin: "inherit", stdout: "inherit" } as const;`;
  const child = spawn(join(checkout, "core/node"), ["--input-type=module-typescript", "--eval", `${modules}\n${code}`], {
    env: { ...env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return { child, done: once(child, "close").then(([status]) => status as number | null) };
}

/** How many stand in line for a lock: who is at its head, and those whose `flock` sleeps. /proc/locks is empty in a container. */
function inLine(file: string): number {
  if (!existsSync(file)) return 0;
  const atHead = spawnSync("flock", ["--nonblock", file, "true"]).status === 0 ? 0 : 1;
  const find = `for at in /proc/[0-9]*; do
    if [[ $(readlink "$at/fd/3") == "$1" && $(<"$at/stat") == *"(flock) S "* ]]; then echo "$at"; fi
  done`;
  const { stdout } = spawnSync("bash", ["-c", find, "bash", file], { encoding: "utf8" });
  return atHead + stdout.split("\n").length - 1;
}

t.test("50 processes count to 50 by exclusively(): none is lost, none refused", async (t) => {
  const made = root(t);
  const file = made.put("count", "0");
  const code = `await exclusively(io, "ports", "web", () => {
    writeFileSync("${file}", String(Number(readFileSync("${file}", "utf8")) + 1));
  });`;
  const codes = await Promise.all(Array.from({ length: 50 }, () => aside(made, code).done));
  t.same(codes, Array(50).fill(0));
  t.equal(readFileSync(file, "utf8"), "50");
});

t.test("a list is changed from bash and from TypeScript at once: none is lost", async (t) => {
  const made = somePlugins(t, "apps", "ports");
  t.equal(made.dokku(["apps:create", "web"]).code, 0);
  const bash = (n: number) => {
    const script = `source "$1/plugins/common/property-functions"; fn-plugin-property-list-add ports web map "$2"`;
    const env = { ...made.env, PLUGIN_CORE_AVAILABLE_PATH: join(checkout, "plugins") };
    return once(spawn("bash", ["-c", script, "bash", checkout, `tcp:${n}:${n}`], { env, stdio: "inherit" }), "close");
  };
  const typed = (n: number) =>
    once(spawn(join(checkout, "core/dokku"), ["ports:add", "web", `tcp:${n}:${n}`], { env: made.env, stdio: "ignore" }), "close");
  const codes = await Promise.all(Array.from({ length: 12 }, (_, n) => [bash(7000 + n), typed(8000 + n)]).flat());
  t.same(
    codes.map(([code]) => code),
    Array(24).fill(0),
  );
  const lines = readFileSync(join(made.path, "lib/config/ports/web/map"), "utf8").trim().split("\n");
  t.equal(new Set(lines).size, 24);
});

t.test("no lock outlives its app, and none of another app goes with it", async (t) => {
  const made = somePlugins(t, "apps", "common", "ports");
  for (const app of ["b", "a.b"]) {
    made.dokku(["apps:create", app]);
    t.equal(made.dokku(["ports:add", app, "tcp:7000:7000"]).code, 0);
  }
  const locks = join(made.path, "lib/data/locks");
  t.same(readdirSync(locks).sort(), ["ports.a.b", "ports.b"]);
  t.equal(made.dokku(["apps:destroy", "b", "--force"]).code, 0);
  t.same(readdirSync(locks), ["ports.a.b"]);
});

t.test("two apps ask for one domain at once, many times: one gets it", async (t) => {
  const made = somePlugins(t, "apps", "domains");
  for (const app of ["one", "two"]) t.equal(made.dokku(["apps:create", app]).code, 0);
  for (let round = 0; round < 5; round++) {
    const domain = `r${round}.example.com`;
    const ask = (app: string) =>
      once(spawn(join(checkout, "core/dokku"), ["domains:add", app, domain], { env: made.env, stdio: "ignore" }), "close");
    const codes = (await Promise.all([ask("one"), ask("two")])).map(([code]) => code);
    t.same(codes.sort(), [0, 1], domain);
  }
});

t.test("a dead holder's lock is taken by one of many, also while others look at it", async (t) => {
  const made = root(t);
  const [lock, log, tries] = [join(made.path, "a.lock"), made.put("log", ""), made.put("tries", "")];
  for (let round = 0; round < 3; round++) {
    writeFileSync(lock, JSON.stringify(HOLDER));
    for (const file of [log, tries]) writeFileSync(file, "");
    // Who gets it keeps it until everybody has tried.
    const code = `const taken = takeLock("${lock}", "a test");
      appendFileSync("${tries}", ".");
      if ("release" in taken) appendFileSync("${log}", "got it\\n");
      while ("release" in taken && readFileSync("${tries}", "utf8").length < 12) await new Promise((end) => setTimeout(end, 50));`;
    const codes = await Promise.all(Array.from({ length: 12 }, () => aside(made, code).done));
    t.same(codes, Array(12).fill(0));
    t.equal(readFileSync(log, "utf8"), "got it\n");
  }
});

t.test("who works inside a deploy is let through, and what a deploy has left behind is not", async (t) => {
  const made = root(t);
  made.put("home/web/HEAD", "");
  const modules = `import { whileDeploying } from "${join(checkout, "plugins/deploy/lib/lock.ts")}";
    import { existsSync } from "node:fs";`;
  const lock = join(made.path, "lib/data/git/web/deploy.lock");
  const nested = `await whileDeploying(io, "web", "outer", (inside) => whileDeploying(inside, "web", "inner", async () => {}));`;
  t.equal(await aside(made, `${modules} ${nested}`).done, 0);
  const left = { ...made, env: { ...made.env, DOKKU_DEPLOYING: "web", HOKKU_DEPLOYER: "1.1" } };
  const alone = `await whileDeploying(io, "web", "later", async () => { if (!existsSync("${lock}")) process.exit(9); });`;
  t.equal(await aside(left, `${modules} ${alone}`).done, 0, "it takes the lock like everybody");
});

t.test("deploys that wait come in the order in which they began to", async (t) => {
  const made = root(t);
  made.put("home/web/HEAD", "");
  const [log, go] = [made.put("log", ""), join(made.path, "go")];
  const line = join(made.path, "lib/data/git/web/deploy.lock.line");
  const deploy = (name: string) =>
    aside(
      made,
      `import { existsSync } from "node:fs";
      import { whileDeploying } from "${join(checkout, "plugins/deploy/lib/lock.ts")}";
      await whileDeploying(io, "web", "${name}", async () => {
        appendFileSync("${log}", "${name}\\n");
        while (!existsSync("${go}")) await new Promise((end) => setTimeout(end, 50));
      });`,
    ).done;
  const names = ["first", "second", "third", "fourth", "fifth"];
  const all = [];
  for (const [before, name] of names.entries()) {
    all.push(deploy(name));
    await until(() => (before ? inLine(line) === before : readFileSync(log, "utf8") !== ""));
  }
  writeFileSync(go, "");
  t.same(await Promise.all(all), [0, 0, 0, 0, 0]);
  t.same(readFileSync(log, "utf8").trim().split("\n"), names);
});

t.test("a lock that another took while we looked at the dead one stays his", (t) => {
  const made = root(t);
  const lock = join(made.path, "a.lock");
  const mine = { ...HOLDER, pid: process.pid, started: startOf(process.pid) };
  writeFileSync(lock, JSON.stringify(HOLDER));
  // Somebody holds the folder, as one who removes a dead lock does; meanwhile the lock becomes a living one's.
  mkdirSync(join(made.path, "said"));
  const script = `exec 9<"$1"; flock 9; touch "$1/said/locked"; sleep 1; printf %s "$2" >"$1/a.lock"; sleep 0.2`;
  const holder = spawn("bash", ["-c", script, "bash", made.path, JSON.stringify(mine)]);
  while (!existsSync(join(made.path, "said/locked"))) spawnSync("sleep", ["0.05"]);
  const { child, done } = aside(
    made,
    `const taken = takeLock("${lock}", "a test"); process.exit("holder" in taken && taken.holder.pid === ${process.pid} ? 0 : 9);`,
  );
  t.teardown(() => [holder, child].forEach((one) => void one.kill()));
  return done.then((code) => t.equal(code, 0));
});

function startOf(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
}
