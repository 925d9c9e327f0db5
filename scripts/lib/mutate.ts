/**
 * Changes one line at a time and runs the tests that concern it, in a sandbox: `scripts/mutate [--sample N] [--seed S] [FILE...]`.
 * Prints each change that no test noticed, and at the end `noticed N of M`.
 */
import { execFileSync, spawn } from "node:child_process";
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { globSync } from "glob";
import { isSlow } from "../../test/lib/slow.ts";
import { checkout } from "./declared.ts";
import { type Mutation, mutations } from "./mutations.ts";

const LANES = 2;
/** Where the copy of the checkout is seen in the sandbox, which has a /tmp of its own. */
const INSIDE = "/tmp/hokku";
/** Fills an /etc in which tests may make users, whose homes are in /tmp, and runs what follows. */
const ETC = 'cp -a /tmp/etc/. /etc; echo HOME=/tmp >>/etc/default/useradd; exec "$@"';
/** Where programs that tests start may write, if the machine has it. */
const WRITTEN = ["/tmp", "/run", "/var/lib/nginx", "/var/log/nginx"];
const TYPES = "node_modules/.bin/tsc -p . --incremental --tsBuildInfoFile";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sample: { type: "string", default: "60" }, seed: { type: "string", default: String(Date.now() % 1_000_000) } },
});
const scratch = mkdtempSync(join(tmpdir(), "hokku-mutate-"));
process.on("exit", () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

const tree = join(scratch, "tree");
copyTo(tree);
mkdirSync(join(scratch, "cache"));
const random = randomFrom(Number(values.seed));
const left = sample(Number(values.sample));
const total = left.length;
process.stdout.write(`${total} changes, seed ${values.seed}\n`);
if ((await inSandbox(["bash", "-c", `${TYPES} /tmp/cache/types`])) !== 0) throw new Error("the checkout has errors in its types");
const asItIs = new Map<string, Promise<boolean>>();
const leftOut = new Set<string>();
/** Seconds that test files have taken where they passed. */
const took = new Map<string, number>();
const count = { done: 0, noticed: 0, types: 0 };
await Promise.all(Array.from({ length: LANES }, lane));
process.stdout.write(`noticed ${count.noticed} of ${total}, ${count.types} of them by types alone\n`);

/** What is tracked, and what is not yet, as a repository of its own: tests ask git what there is. */
function copyTo(folder: string): void {
  const listed = execFileSync("git", ["ls-files", "-coz", "--exclude-standard"], { cwd: checkout, encoding: "utf8" });
  for (const file of listed.split("\0").filter((name) => name && statSync(join(checkout, name), { throwIfNoEntry: false })))
    cpSync(join(checkout, file), join(folder, file), { recursive: true, verbatimSymlinks: true });
  for (const name of ["node_modules", ".tap"]) mkdirSync(join(folder, name));
  execFileSync("git", ["init", "--quiet", folder]);
  execFileSync("git", ["-C", folder, "add", "--all"], { stdio: "ignore" });
}

/** Lines at equal distances through all folders, so that each folder has its share; of each line, one of the changes it allows. */
function sample(size: number): Mutation[] {
  const files = positionals.length ? positionals : globSync("{core,hooks,plugins}/**/*.ts", { cwd: tree, posix: true });
  const texts = files.sort().map((file) => [file, readFileSync(join(tree, file), "utf8")]);
  const lines = [...Map.groupBy(mutations(Object.fromEntries(texts)), ({ file, line }) => `${file}:${line}`).values()];
  const step = Math.max(1, lines.length / size);
  const chosen: Mutation[] = [];
  for (let at = step > 1 ? random() * step : 0; at < lines.length; at += step) {
    const here = lines[Math.floor(at)] ?? [];
    const one = here[Math.floor(random() * here.length)];
    if (one) chosen.push(one);
  }
  return chosen;
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function lane(): Promise<void> {
  for (let change = left.shift(); change; change = left.shift()) {
    const by = await whoNotices(change);
    count.done++;
    if (by) count.noticed++;
    if (by === "tsc") count.types++;
    const said = `${change.file}:${change.line}: ${change.what}\n`;
    process.stderr.write(`[${count.done} of ${total}] ${by ? `${by}: ` : ""}${said}`);
    if (!by) process.stdout.write(`unnoticed: ${said}`);
  }
}

/** The first that refuses the changed file: `tsc`, or a test file. */
async function whoNotices({ file, start, end, text }: Mutation): Promise<string | undefined> {
  const original = readFileSync(join(tree, file), "utf8");
  const changed = join(mkdtempSync(join(scratch, "changed-")), "file.ts");
  copyFileSync(join(tree, file), changed);
  writeFileSync(changed, original.slice(0, start) + text + original.slice(end));
  const types = ["bash", "-c", `cp /tmp/cache/types /tmp && ${TYPES} /tmp/types`];
  if ((await inSandbox(types, { file, changed })) !== 0) return "tsc";
  for (const tests of testsOf(file))
    for (const test of likeliestFirst(tests, file))
      if (!(await passes(test, { file, changed })) && (await isGood(test))) return test;
  return undefined;
}

/** The tests of the same folder first, then what is slow of them, then those that go through everything. */
function testsOf(file: string): string[][] {
  const [room = "", plugin = ""] = file.split("/");
  // The tests of `nginx` are those of `nginx-vhosts`, as whose commands it is tried.
  const own =
    room === "plugins" ? [`test/plugins/${plugin}`, `test/plugins/${plugin}-*`].flatMap(testsIn) : testsIn(`test/${room}`);
  const all = ["test", "test/core", "test/hooks", "test/compat"].flatMap(testsIn).filter((test) => !own.includes(test));
  const isQuick = (test: string): boolean => !isSlow(join(tree, test));
  return [own.filter(isQuick), own.filter((test) => !isQuick(test)), all.filter(isQuick)];
}

function testsIn(folder: string): string[] {
  return globSync(`${folder}/*.{test.ts,bats}`, { cwd: tree, posix: true }).sort();
}

/** Those that name the file before the others, and of both the fastest first; of one that has not run yet its length has to do. */
function likeliestFirst(tests: readonly string[], file: string): string[] {
  const good = tests.filter((test) => !leftOut.has(test));
  const ranked = good.map((test) => {
    const text = readFileSync(join(tree, test), "utf8");
    return { test, rank: (took.get(test) ?? text.length / 1000) + (text.includes(file) ? 0 : 1_000_000) };
  });
  return ranked.sort((one, other) => one.rank - other.rank).map(({ test }) => test);
}

async function passes(test: string, changed: Limits = {}): Promise<boolean> {
  const [began, before] = [Date.now(), took.get(test)];
  const limits = { ...changed, seconds: before === undefined ? 300 : 30 + 5 * before };
  if ((await inSandbox(["core/node", "test/run.ts", test], limits)) !== 0) return false;
  took.set(test, (Date.now() - began) / 1000);
  return true;
}

/** Whether a test passes where nothing is changed; one that does not would notice anything, which is said, and is left out from then on. */
async function isGood(test: string): Promise<boolean> {
  const asked = asItIs.get(test) ?? passes(test);
  asItIs.set(test, asked);
  if (!(await asked) && !leftOut.has(test)) process.stderr.write(`${test} is left out: it fails as it is\n`);
  if (!(await asked)) leftOut.add(test);
  return asked;
}

interface Limits {
  /** What is changed, from the checkout on, and the file that stands for it. */
  readonly file?: string;
  readonly changed?: string;
  readonly seconds?: number;
}

/** Runs a program in the copy, where what is written is gone afterwards, nobody else is reached, and nothing outlives it; its exit code. */
function inSandbox(words: readonly string[], { file, changed, seconds = 600 }: Limits = {}): Promise<number> {
  const { DOCKER_HOST: _, ...env } = process.env;
  const child = spawn(
    "bwrap",
    [
      ["--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc"],
      WRITTEN.filter((folder) => existsSync(folder)).flatMap((folder) => ["--tmpfs", folder]),
      ["--ro-bind", "/etc", "/tmp/etc", "--tmpfs", "/etc"],
      ["--ro-bind", tree, INSIDE, "--ro-bind", join(checkout, "node_modules"), join(INSIDE, "node_modules")],
      ["--bind", join(scratch, "cache"), "/tmp/cache", "--tmpfs", join(INSIDE, ".tap")],
      file && changed ? ["--ro-bind", changed, join(INSIDE, file)] : [],
      ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--die-with-parent", "--chdir", INSIDE],
      ["bash", "-c", ETC, "bash", ...words],
    ].flat(),
    {
      stdio: "ignore",
      env: { ...env, TMPDIR: "/tmp", NODE_COMPILE_CACHE: "/tmp/cache" },
      timeout: Math.ceil(seconds) * 1000,
      killSignal: "SIGKILL",
    },
  );
  return new Promise((resolve, reject) => child.on("error", reject).on("close", (code) => resolve(code ?? -1)));
}
