import { join } from "node:path";
import type { Io } from "hokku";
import { contents } from "hokku/plugin-list";
import { writeServiceCommands } from "hokku/service-commands";
import { makeRoot, type TestRoot } from "hokku/testing";
import { download } from "../download.ts";
import { manifestOf } from "../manifest.ts";
import type { Source } from "../source.ts";
import { argumentsOf, hasStdin, isTrigger } from "./arguments.ts";
import { filesBelow, type Probed, probe } from "./probe.ts";
import { filesOf, hooksOf, misspelt, type PluginFile, unknownFunctions, withoutXBit } from "./source.ts";

const { existsSync, mkdirSync, rmSync, symlinkSync } = process.getBuiltinModule("node:fs");

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What is wrong with it, or why it was not looked at. */
  readonly why?: string;
  readonly skipped?: boolean;
  /** How long what was run took. */
  readonly ms?: number;
}

/** These set a plugin up as root, install packages and ask the network: they are not run to see how they behave. */
const AS_ROOT = /^(install|dependencies|update|uninstall)$/;

/** How long one hook, and a suite of the plugin's own tests, may take, in milliseconds. */
const LIMIT = { hook: 5_000, suite: 120_000 };

/** Looks at a plugin in a throw-away root: its files, and how its hooks, commands and own tests behave. Its code runs as the caller. */
export async function conformance(io: Io, name: string, source: Source, committish?: string): Promise<Check[]> {
  const root = makeRoot({ apps: ["web"] });
  try {
    const folder = join(root.path, "lib/plugins/available", name);
    await download(io, source, folder, committish);
    symlinkSync(join("../available", name), join(root.path, "lib/plugins/enabled", name));
    contents.clear();
    writeServiceCommands(name, folder);
    const files = filesOf(folder);
    const kit = { root, folder, name, files };
    return [
      ...(await looked(kit, io)),
      ...(await inTurn(hooksOf(files), (file) => fired(kit, file))),
      ...(await helps(kit)),
      ...(await ownTests(kit)),
    ];
  } finally {
    rmSync(root.path, { recursive: true, force: true });
  }
}

interface Kit {
  readonly root: TestRoot;
  readonly folder: string;
  readonly name: string;
  readonly files: readonly PluginFile[];
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<Check>): Promise<Check[]> {
  const checks: Check[] = [];
  for (const item of items) checks.push(await work(item));
  return checks;
}

const judged = (name: string, wrong: readonly string[], ms?: number): Check => ({
  name,
  ok: wrong.length === 0,
  ...(wrong.length && { why: wrong.join("; ") }),
  ...(ms !== undefined && { ms }),
});

async function looked({ files, root, folder }: Kit, io: Io): Promise<Check[]> {
  const toml = files.find(({ path }) => path === "plugin.toml")?.text;
  const missing = ["description", "version"].filter((key) => !new RegExp(`^\\s*${key}\\s*=\\s*"[^"]+"`, "m").test(toml ?? ""));
  const about = "plugin.toml has a description and a version";
  const where = { ...io, env: { ...io.env, ...root.env } };
  return [
    toml === undefined
      ? { name: about, ok: true, skipped: true, why: "there is none, so it counts as older than Dokku 0.4" }
      : judged(about, [...missing.map((key) => `${key} is missing`), ...misread(folder)]),
    judged(
      "what runs may be run",
      withoutXBit(files).map((file) => `${file} has no x-bit; chmod +x ${file}`),
    ),
    judged(
      "hooks are called after triggers",
      misspelt(files).map(({ name, meant }) => `nothing fires ${name}; ${meant} is a trigger`),
    ),
    judged(
      "functions that it calls are there",
      (await unknownFunctions(files, where)).map((name) => `there is no function ${name}`),
    ),
  ];
}

/** What is wrong with what it says of order, version and reach. */
function misread(folder: string): string[] {
  try {
    manifestOf(folder);
    return [];
  } catch (error) {
    return [error instanceof Error ? error.message.replace(`${folder}/`, "") : String(error)];
  }
}

/** What may change while a plugin works: what is its own, what is the app's, and what Hokku writes down. */
const ownPlaces = (name: string): RegExp =>
  new RegExp(
    `^(home/(web|[.]cache)/|lib/(config|data)/${name}/|lib/plugins/available/${name}/|lib/data/compile-cache|logs/|calls$|stdin$)|node_modules$`,
  );

async function fired({ root, folder, name }: Kit, { path }: PluginFile): Promise<Check> {
  const trigger = path.replace(/\.ts$/, "");
  const title = `hook ${trigger}`;
  if (!isTrigger(trigger)) return judged(title, ["it is no trigger"]);
  if (AS_ROOT.test(trigger)) return { name: title, ok: true, skipped: true, why: "it sets the plugin up as root" };
  const pushed = join(root.path, "home/web/pushed");
  if (!existsSync(pushed)) mkdirSync(pushed);
  root.put("home/web/pushed/Dockerfile", "FROM scratch\n");
  root.put("home/web/pushed/app.json", "{}\n");
  const before = filesBelow(root.path, ownPlaces(name));
  const ran = await run(root, join(hokku(), "hooks/hokku"), [join(folder, path), ...argumentsOf(trigger, pushed)]);
  const after = filesBelow(root.path, ownPlaces(name));
  const touched = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
  return judged(
    title,
    [...misbehaved(ran, hasStdin(trigger)), ...touched.map((file) => `it changes ${file}, which is not its own`)],
    ran.ms,
  );
}

const hokku = (): string => join(import.meta.dirname, "../../../..");

const run = (
  root: TestRoot,
  file: string,
  words: readonly string[],
  limit = LIMIT.hook,
  cwd = join(root.path, "home"),
): Promise<Probed> => probe(file, words, { env: root.env, cwd, limit, aside: root.path });

/** A refusal in words is a right of every hook's; silence, a crash, and what somebody else was to read are not. */
function misbehaved({ code, err, hung, read }: Probed, mayRead: boolean): string[] {
  const last = err.trim().split("\n").at(-1) ?? "";
  if (hung) return [`it did not end within ${LIMIT.hook / 1000} s`];
  return [
    code !== 0 && !err.trim() ? `it ends with ${code} and does not say why` : "",
    code > 120 ? `it ends with ${code}: ${last}` : "",
    / failed: |\bat .*:\d+/.test(err) && code === 1 && /everything there is to see/.test(err)
      ? `it crashes: ${err.trim().split("\n")[0]}`
      : "",
    /unbound variable|command not found|syntax error/.test(err) ? `bash: ${last}` : "",
    read && !mayRead ? "it reads stdin, which belongs to whoever called" : "",
  ].filter(Boolean);
}

/** Commands have to say what they do, and `commands` which words are not its own. */
async function helps({ root, name, files }: Kit): Promise<Check[]> {
  const dokku = join(hokku(), "core/dokku");
  const commands = files.filter(({ path, isExecutable }) => isExecutable && /^(root-|local-)?subcommands\/[^/]+$/.test(path));
  const checks = await inTurn(commands, async ({ path }) => {
    const word = path.replace(/^.*\/|\.ts$/g, "");
    const command = word === "default" ? name : `${name}:${word}`;
    const { code, out, ms, hung } = await run(root, dokku, ["help", command]);
    const said = out.includes(command) && !hung && code === 0;
    return judged(`help ${command}`, said ? [] : [`dokku help ${command} does not say what it does`], ms);
  });
  const file = files.find(({ path, isExecutable }) => path === "commands" && isExecutable);
  // Before Dokku 0.4, help was a pipe and 0 was what all ended with.
  if (!file || !files.some(({ path: other }) => other === "plugin.toml")) return checks;
  const asked = await run(root, join(hokku(), "hooks/hokku"), [
    join(root.path, "lib/plugins/available", name, "commands"),
    "help",
  ]);
  const other = await run(root, join(hokku(), "hooks/hokku"), [
    join(root.path, "lib/plugins/available", name, "commands"),
    "somebody:elses",
  ]);
  return [
    ...checks,
    judged("commands help", asked.code === 0 && asked.out.trim() ? [] : ["it prints no row for its commands"], asked.ms),
    judged(
      "commands leaves what is not its own",
      other.code === 10 ? [] : [`it ends with ${other.code} instead of 10`],
      other.ms,
    ),
  ];
}

async function ownTests({ root, folder }: Kit): Promise<Check[]> {
  const has = (pattern: RegExp) =>
    [...filesBelow(folder, /(^|\/)(node_modules|\.git)$/).keys()].some((file) => pattern.test(file));
  if (!existsSync(join(folder, "node_modules/hokku"))) {
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    rmSync(join(folder, "node_modules/hokku"), { force: true });
    symlinkSync(hokku(), join(folder, "node_modules/hokku"));
  }
  const suites: [string, boolean, string, string[]][] = [
    ["its tests in TypeScript", has(/\.test\.[mc]?[jt]s$/), process.execPath, ["--test"]],
    [
      "its tests in bats",
      has(/^tests?\/[^/]+\.bats$/),
      "bats",
      ["--formatter", "tap", existsSync(join(folder, "test")) ? "test" : "tests"],
    ],
  ];
  return inTurn(
    suites.filter(([, isThere]) => isThere),
    async ([title, , file, words]) => {
      const { code, out, err, ms, hung } = await run(root, file, words, LIMIT.suite, folder).catch(() => UNSTARTED);
      if (code === 127) return { name: title, ok: true, skipped: true, why: `there is no ${file} here` };
      const failed = out.split("\n").filter((line) => /^(not ok|✖)/.test(line.trim()));
      const why = hung
        ? `they did not end within ${LIMIT.suite / 1000} s`
        : failed.slice(0, 5).join(", ") || err.trim().slice(-200);
      return judged(title, code === 0 ? [] : [why || `they end with ${code}`], ms);
    },
  );
}

const UNSTARTED: Probed = { code: 127, out: "", err: "", ms: 0, hung: false, read: 0 };
