import { join } from "node:path";
import type { Io } from "hokku";
import { contents } from "hokku/plugin-list";
import { writeServiceCommands } from "hokku/service-commands";
import { makeRoot, type TestRoot } from "hokku/testing";
import { download } from "../download.ts";
import { manifestOf } from "../manifest.ts";
import type { Source } from "../source.ts";
import { ageOf, wordsOfAge } from "./ages.ts";
import { argumentsOf, filledIn, hasStdin, isTrigger } from "./arguments.ts";
import { type Check, judged } from "./check.ts";
import { at, type Kit } from "./kit.ts";
import { leavesNothing } from "./leavings.ts";
import { ownTests } from "./own-tests.ts";
import { endThoseOf, filesBelow, MEANT_FOR_ANOTHER, ownPlaces, type Probed, probe } from "./probe.ts";
import { commandsOf, filesOf, hooksOf, misspelt, type PluginFile, unknownFunctions, withoutXBit } from "./source.ts";

const { existsSync, mkdirSync, renameSync, rmSync, symlinkSync } = process.getBuiltinModule("node:fs");

/** These set a plugin up as root, install packages and ask the network: they are run where that counts for nothing, to see what they leave. */
const AS_ROOT = /^(install|dependencies|update|uninstall)$/;

/** How long one hook may take, in milliseconds, on a machine where one that does nothing takes 250; a suite of its own tests has 24 times as long. */
const LIMIT = 10_000;

/** What stands in for Docker. */
const ENGINE = `source '${join(import.meta.dirname, "engine")}'`;

/** What was seen of a plugin. */
export interface Conformance {
  /** The release of Dokku that it was written for. */
  readonly age: string;
  readonly checks: readonly Check[];
}

/** Looks at a plugin in a throw-away root: its files, and how its hooks, commands and own tests behave. Its code runs as the caller. */
export async function conformance(io: Io, name: string, source: Source, committish?: string): Promise<Conformance> {
  const root = makeRoot({ apps: ["web"], asHost: true, programs: { docker: ENGINE } });
  try {
    const folder = await installed(io, root, name, source, committish);
    contents.clear();
    writeServiceCommands(name, folder);
    const files = filesOf(folder);
    const { ms } = await probe(join(hokku(), "hooks/hokku"), ["/bin/true"], at(root, 60_000));
    const limit = Math.max(LIMIT, (LIMIT / 250) * ms);
    const kit: Kit = {
      limit,
      root,
      folder,
      name,
      files,
      isEarly: !existsSync(join(folder, "plugin.toml")),
      age: await ageOf(io, folder),
    };
    const checks = [
      ...(await looked(kit, io)),
      ...(await inTurn(hooksOf(files), (file) => fired(kit, file))),
      ...(await helps(kit)),
      ...(await leavesNothing(kit, hokku())),
      ...(await ownTests(folder, hokku(), (program, words) => probe(program, words, { ...at(root, limit * 24), cwd: folder }))),
    ];
    return { age: kit.age, checks };
  } finally {
    endThoseOf(root.path);
    rmSync(root.path, { recursive: true, force: true });
  }
}

/** Puts a plugin where one of its age lies: before Dokku 0.4, without a plugin.toml, they were cloned into the plugins folder itself. */
async function installed(io: Io, root: TestRoot, name: string, source: Source, committish?: string): Promise<string> {
  const plugins = join(root.path, "lib/plugins");
  symlinkSync("lib", join(root.path, "dokku")); // some go up from their folder, and down again by the name that it has on a host
  const [draft, available, early, enabled] = [".new", `available/${name}`, name, `enabled/${name}`].map((path) =>
    join(plugins, path),
  ) as [string, string, string, string];
  await download(io, source, draft, committish);
  const isEarly = !existsSync(join(draft, "plugin.toml"));
  const folder = isEarly ? early : available;
  for (const taken of [available, early, enabled]) rmSync(taken, { force: true });
  renameSync(draft, folder);
  if (!isEarly) symlinkSync(join("../available", name), enabled);
  return folder;
}

async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<Check[]>): Promise<Check[]> {
  const checks: Check[] = [];
  for (const item of items) checks.push(...(await work(item)));
  return checks;
}

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

/** Whether it is kept by a plugin whose commands or functions this one uses. */
function byItsOwner(file: string, { files }: Kit): boolean {
  const owner = /^lib\/(?:config|data)\/(?:locks\/)?([\w-]+)/.exec(file)?.[1];
  const uses = new RegExp(`\\b${owner}(:[a-z]|/[a-z-]*functions\\b)`);
  return owner !== undefined && files.some(({ text }) => uses.test(text));
}

/** A hook, as Hokku fires it, and as Dokku of its age did where that is otherwise. */
async function fired(kit: Kit, { path }: PluginFile): Promise<Check[]> {
  const { root, isEarly, age } = kit;
  const trigger = path.replace(/\.ts$/, "");
  const title = `hook ${trigger}`;
  if (!isTrigger(trigger)) return [judged(title, ["it is no trigger"])];
  if (AS_ROOT.test(trigger)) return [{ name: title, ok: true, skipped: true, why: "it sets the plugin up as root" }];
  const pushed = join(root.path, "home/web/pushed");
  if (!existsSync(pushed)) mkdirSync(pushed);
  root.put("home/web/pushed/Dockerfile", "FROM scratch\n");
  root.put("home/web/pushed/app.json", "{}\n");
  const words = argumentsOf(trigger, pushed, isEarly);
  const then = filledIn(wordsOfAge(age, trigger) ?? words, pushed);
  const checks = [await firedWith(kit, path, trigger, words, title)];
  if (then.join("\0") !== words.join("\0"))
    checks.push(await firedWith(kit, path, trigger, then, `${title} as Dokku ${age} fires it`));
  return checks;
}

async function firedWith(
  kit: Kit,
  path: string,
  trigger: Parameters<typeof hasStdin>[0],
  words: readonly string[],
  title: string,
): Promise<Check> {
  const { root, folder, name } = kit;
  const before = filesBelow(root.path, ownPlaces(name));
  const ran = await run(kit, join(hokku(), "hooks/hokku"), [join(folder, path), ...words]);
  const after = filesBelow(root.path, ownPlaces(name));
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file));
  const touched = changed.filter((file) => !byItsOwner(file, kit));
  return judged(
    title,
    // Who may do what is answered by an exit code, and in silence.
    [
      ...misbehaved(trigger === "user-auth" && ran.code === 1 ? { ...ran, code: 0 } : ran, hasStdin(trigger)),
      ...touched.map((file) => `it changes ${file}, which is not its own`),
    ],
    ran.ms,
  );
}

const hokku = (): string => join(import.meta.dirname, "../../../..");

const run = ({ root, limit }: Kit, file: string, words: readonly string[]): Promise<Probed> =>
  probe(file, words, at(root, limit));

/** How much a hook may print, in bytes, for people who read it. */
const TALK = 10_000_000;

/** A refusal in words is a right of every hook's; silence, a crash, and what somebody else was to read are not. */
function misbehaved({ code, err, printed, hung, read, ms }: Probed, mayRead: boolean): string[] {
  const last = err.trim().split("\n").at(-1) ?? "";
  if (hung) return [`it did not end within ${Math.round(ms / 1000)} s`];
  return [
    printed > TALK ? `it prints ${Math.round(printed / 1_000_000)} MB` : "",
    code !== 0 && !err.trim() ? `it ends with ${code} and does not say why` : "",
    code > 120 && last ? `it ends with ${code}: ${last}` : "",
    / failed: |\bat .*:\d+/.test(err) && code === 1 && /everything there is to see/.test(err)
      ? `it crashes: ${err.trim().split("\n")[0]}`
      : "",
    /unbound variable|command not found|syntax error/.test(err) ? `bash: ${last}` : "",
    read && !mayRead ? "it reads stdin, which belongs to whoever called" : "",
  ].filter(Boolean);
}

/** Commands have to say what they do, and `commands` which words are not its own. */
async function helps(kit: Kit): Promise<Check[]> {
  const { name, files } = kit;
  const commands = commandsOf(name, files);
  // One asks for all of them, as each start takes longer than what it says.
  const topic = commands.length ? await run(kit, join(hokku(), "core/dokku"), ["help", name]) : undefined;
  const shown = new Set(topic?.code === 0 ? topic.out.split(/\s+/) : []);
  const checks = commands.map((command) =>
    judged(`help ${command}`, shown.has(command) ? [] : [`dokku help ${name} does not say what it does`]),
  );
  const file = files.find(({ path, isExecutable }) => path === "commands" && isExecutable);
  return file ? [...checks, ...(await protocol(kit))] : checks;
}

/** What `commands` answers when all plugins are asked: for help, and for a command of somebody else. */
async function protocol(kit: Kit): Promise<Check[]> {
  const { folder, isEarly } = kit;
  const ask = (word: string) => run(kit, join(hokku(), "hooks/hokku"), [join(folder, "commands"), word]);
  const help = await ask("help");
  if (help.code !== 0 && /plugins?[:-]install/.test(help.err))
    return [{ name: "commands", ok: true, skipped: true, why: "it wants to be set up first, which only root can do" }];
  const other = await ask("somebody:elses");
  const end = ({ code, err }: Probed) => `it ends with ${code}${err.trim() && `: ${err.trim().split("\n").at(-1)}`}`;
  const rows = help.out.replace(MEANT_FOR_ANOTHER, "").trim();
  return [
    judged(
      "commands help",
      [
        help.code === 0 ? "" : end(help),
        rows ? "" : "it prints no row for its commands",
        // Help was a pipe then, and the end of a command nobody knew was for Dokku to say.
        isEarly && !help.out.includes(MEANT_FOR_ANOTHER) ? "it takes away the help of the plugins before it" : "",
      ].filter(Boolean),
      help.ms,
    ),
    judged(
      "commands leaves what is not its own",
      other.code === (isEarly ? 0 : 10) || (isEarly && other.code === 10) ? [] : [`${end(other)} instead of ${isEarly ? 0 : 10}`],
      other.ms,
    ),
  ];
}
