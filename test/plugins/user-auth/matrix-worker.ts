/**
 * Asks with one kind of key for every line that the declarations make of hostile words, and runs what the judge lets in, in this process:
 * `matrix-worker.ts KIND HOST ASIDE SHARE SEED`. Its stdout and stderr are one file, ASIDE/output, in which what was printed is looked for.
 */
import {
  cpSync,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Exit } from "../../../core/execute.ts";
import { declared } from "../../../plugins/user-auth/lib/declaration.ts";
import { refusal } from "../../../plugins/user-auth/lib/refusal.ts";
import { type Declared, declaredCommands } from "../../../scripts/lib/declared.ts";
import { lines as hostileLines } from "./hostile-words.ts";
import { escaped, KINDS, type Ran, type Result } from "./kinds-of-keys.ts";

const [kind = "", root = "", aside = "", share = "1", seed = "1"] = process.argv.slice(2);
const { env } = process;
const output = openSync(join(aside, "output"), "r");
process.setMaxListeners(0);

/** Every file below the root as it is, but for those of ours. */
function state(folder = "", found = new Map<string, string>()): Map<string, string> {
  for (const name of readdirSync(join(root, folder))) {
    const path = join(folder, name);
    const stat = lstatSync(join(root, path));
    if (stat.isDirectory()) state(path, found.set(path, `${stat.mode}`));
    else found.set(path, `${stat.mode} ${stat.size} ${stat.mtimeMs}`);
  }
  return found;
}

const before = state();

/** What is not as it was, put back, and what stood in it. */
function changed(): Pick<Ran, "changed" | "written"> {
  const now = state();
  const paths = [...new Set([...before.keys(), ...now.keys()])].filter((path) => before.get(path) !== now.get(path));
  const files = paths.filter((path) => lstatSync(join(root, path), { throwIfNoEntry: false })?.isFile());
  const written = files.map((path) => readFileSync(join(root, path), "latin1")).join("\n");
  for (const path of paths) {
    if (!before.has(path)) rmSync(join(root, path), { recursive: true, force: true });
    else if (!now.has(path) || !lstatSync(join(root, path)).isDirectory()) {
      rmSync(join(root, path), { recursive: true, force: true });
      cpSync(join(aside, "pristine", path), join(root, path), {
        recursive: true,
        preserveTimestamps: true,
        verbatimSymlinks: true,
      });
    }
  }
  return { changed: paths.sort(), written };
}

let read = 0;

/** What was printed since this was last asked. */
function printed(): string {
  const { size } = fstatSync(output);
  const bytes = Buffer.alloc(size - read);
  readSync(output, bytes, 0, bytes.length, read);
  read = size;
  return bytes.toString("latin1");
}

/** Runs a line that was let in. */
async function run(line: readonly string[]): Promise<Ran> {
  const [command = "", ...words] = line;
  rmSync(join(aside, "calls"), { force: true });
  const found = await declared(command, words, env);
  const io = { env, cwd: join(root, "home"), stdin: Buffer.alloc(0), stdout: "inherit" } as const;
  const ending = found?.command([found.command.declaration.name, ...found.words], io);
  const late = new Promise<string>((resolve) => setTimeout(resolve, 20_000, "late").unref());
  const end = await Promise.race([ending, late]).catch((error: unknown) => error);
  if (!(end instanceof Exit) && end instanceof Error) process.stderr.write(`${end.stack}\n`);
  const file = join(aside, "calls");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
  const calls = lines.map((call) => call.split("\x1f").slice(0, -1));
  const { settings = {} } = found?.command.declaration ?? {};
  const is = words.map((word) => (Object.hasOwn(settings, word) && settings[word]?.is) || "").join("");
  return { line, ended: end !== "late", is, ...changed(), printed: printed(), calls };
}

/** A number between 0 and 1 for each line, the same each time for one seed. */
let state32 = Number(seed);
const chance = (): number => {
  state32 = (Math.imul(state32, 1664525) + 1013904223) >>> 0;
  return state32 / 2 ** 32;
};

/** What becomes of a line; wrong usage is thrown. A command of root's is refused by the dispatcher, whoever the key is. */
async function judged({ file }: Declared, [command = "", ...words]: readonly string[]): Promise<"refused" | "allowed"> {
  const limits = KINDS[kind];
  const isRefused = file.includes("/root-subcommands/") || (limits && (await refusal({ limits, command, words, env })));
  return isRefused ? "refused" : "allowed";
}

/** What would go on running, or become this process. */
const DAEMONS = /^(cron:runner|ssh-server:start)$/;

const totals: Result = { asked: 0, refused: 0, misused: 0, allowed: 0, ran: 0, escapes: [] };
for (const declaration of await declaredCommands()) {
  const all = new Map([...hostileLines(declaration, join(root, "host"))].map((line) => [line.join("\n\n"), line]));
  for (const line of all.values()) {
    totals.asked++;
    const why = await judged(declaration, line).catch(() => "misused" as const);
    totals[why]++;
    if (why !== "allowed" || DAEMONS.test(declaration.name) || chance() >= Number(share)) continue;
    totals.ran++;
    const how = escaped(kind, await run(line));
    if (how) totals.escapes.push(`${JSON.stringify(line)}: ${how}`);
  }
}
writeFileSync(join(aside, "result"), JSON.stringify(totals));
process.exit();
