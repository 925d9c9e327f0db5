import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { readText } from "../../../plugins/common/lib/files.ts";
import { until } from "../../lib/patience.ts";
import { checkout, root } from "../../lib/root.ts";

const files = join(checkout, "plugins/common/lib/files.ts");
const lock = join(checkout, "plugins/common/lib/lock.ts");

t.test("what the kernel had of a process that has ended is not there", async (t) => {
  // Nobody collects the first, as its parent has become another program.
  const parent = spawn("bash", ["-c", "sleep 0 & echo $!; exec sleep 600"], { stdio: ["ignore", "pipe", "ignore"] });
  t.teardown(() => parent.kill());
  const [pid] = await once(parent.stdout.setEncoding("utf8"), "data");
  const ended = `/proc/${pid.trim()}`;
  await until(() => /\) Z /.test(readFileSync(join(ended, "stat"), "utf8")));
  t.throws(() => readFileSync(join(ended, "environ")), { code: "ESRCH" });
  t.equal(readText(join(ended, "environ")), undefined);
});

t.test("where there is room for a part only, the file stays as it was, and it is said", async (t) => {
  const folder = t.testdir({ ENV: "export OLD='1'\n" });
  const text = "x".repeat(6000);
  const code = `const { replaceFile } = await import(${JSON.stringify(files)}); replaceFile("ENV", ${JSON.stringify(text)});`;
  // The first write takes 4,096 bytes and says so, as on a disk with one block left; only the next one is an error.
  const limited = spawnSync(
    "bash",
    ["-c", 'ulimit -f 4; exec "$@"', "bash", process.execPath, "--input-type=module", "-e", code],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  t.not(limited.status, 0);
  t.match(limited.stderr, "EFBIG");
  t.equal(readFileSync(join(folder, "ENV"), "utf8"), "export OLD='1'\n");
  t.same(readdirSync(folder), ["ENV"], "nothing is left beside it");
});

t.test("on a full disk", { skip: process.getuid?.() === 0 ? false : "only root can mount a small one" }, async (t) => {
  const { path, dokku } = root(t);
  const disks = [join(path, "home"), join(path, "lib/config")];
  for (const disk of disks) execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", disk]);
  t.teardown(() => disks.forEach((disk) => void execFileSync("umount", [disk])));
  t.equal(dokku(["apps:create", "web"]).code, 0);
  t.equal(dokku(["config:set", "web", "OLD=1"]).code, 0);
  for (const disk of disks) fill(join(disk, "ballast"));

  const set = dokku(["config:set", "web", `NEW=${"x".repeat(6000)}`]);
  t.equal(set.code, 1);
  t.match(set.err, "The disk is full; free some of it");
  t.notMatch(set.out + set.err, /NEW:|at file:/, "neither as if it were done nor with a stack");
  t.match(readFileSync(join(path, "home/web/ENV"), "utf8"), "OLD='1'");

  const created = dokku(["apps:create", "api"]);
  t.equal(created.code, 1);
  t.match(created.err, "The disk is full");
  t.notOk(existsSync(join(path, "home/api")), "no half app stays");
});

t.test("a lock that cannot be written leaves nothing behind", async (t) => {
  const folder = t.testdir();
  const code = `const { takeLock } = await import(${JSON.stringify(lock)}); takeLock("deploy.lock", "x".repeat(6000));`;
  const limited = spawnSync(
    "bash",
    ["-c", 'ulimit -f 4; exec "$@"', "bash", process.execPath, "--input-type=module", "-e", code],
    {
      cwd: folder,
      encoding: "utf8",
    },
  );
  t.match(limited.stderr, "EFBIG");
  t.same(readdirSync(folder), []);
});

t.test("a damaged state file is named and set aside, and neither its app nor the others wait for it", async (t) => {
  const { path, env, put, dokku } = root(t);
  const docker = put("bin/docker", "#!/usr/bin/env bash\nexit 0\n");
  for (const text of ['{"phase":"star', "", "null"]) {
    put("home/web/HEAD", "");
    put("lib/data/scheduler-docker-local/web/deploy.json", text);
    const { code, err } = dokku(["ps:retire"], { env: { ...env, DOCKER_BIN: docker } });
    t.equal(code, 0, err);
    t.match(err, /deploy\.json is damaged; it was set aside as deploy\.json\.damaged/);
    t.notMatch(err, "SyntaxError");
    t.equal(readFileSync(join(path, "lib/data/scheduler-docker-local/web/deploy.json.damaged"), "utf8"), text);
    t.equal(dokku(["ps:retire"], { env: { ...env, DOCKER_BIN: docker } }).err, "", "said once");
  }
});

/** Writes until nothing more goes in. */
function fill(path: string): void {
  for (const size of [4096, 1]) {
    try {
      for (;;) writeFileSync(path, Buffer.alloc(size), { flag: "a" });
    } catch {
      // Full, which is what was wanted.
    }
  }
}
