import { join } from "node:path";
import { Exit, type Io, step } from "hokku";
import { executable, givesWay, INTERFACES, isCore, pluginName } from "hokku/plugin-list";
import { admitted } from "./admit.ts";
import { download } from "./download.ts";
import { lock } from "./lock-file.ts";
import { writeOrder } from "./order.ts";
import { giveBack } from "./own.ts";
import { available, disable, enable, isLinkToOurs } from "./places.ts";
import { agreed, hold } from "./reach.ts";
import { allDone, runHooks } from "./run-hooks.ts";
import { sourceOf, validName } from "./source.ts";

const { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } = process.getBuiltinModule("node:fs");

/** What can be said about an install. */
export interface InstallOptions {
  readonly committish?: string | undefined;
  readonly name?: string | undefined;
  readonly skipHooks?: boolean;
  /** Nobody is asked whether what it reaches is wanted. */
  readonly yes?: boolean;
}

/**
 * Installs a plugin: fetches it aside, puts it in place, enables it, runs its `dependencies` and then the `install` of every
 * enabled plugin (contract, Dokku 0.3). If its own hooks fail it is disabled again and named, so that it cannot break a deploy;
 * Dokku leaves it enabled.
 */
export async function install(
  io: Io,
  address: string,
  { committish, name: given, skipHooks, yes = false }: InstallOptions,
): Promise<string> {
  const source = sourceOf(address, io.cwd);
  const name = validName(given ?? pluginName(address));
  refuseTaken(name, given !== undefined, io);
  if (committish?.startsWith("-")) throw new Exit(2, `--committish is a branch, tag or commit, not ${committish}`);
  const place = available(name, io.env);
  step(io, `Cloning plugin repo ${address} to ${place}`);
  await putInPlace(io, place, name, async (folder) => {
    await download(io, source, folder, committish);
    refuseEmpty(folder, name);
    await agreed(io, name, admitted(io, name, folder), yes);
  });
  await hold(io, name);
  enable(name, io.env);
  await writeOrder(io);
  step(io, `Plugin ${name} enabled`);
  await giveBack(io);
  await lock(io, name, source.from);
  try {
    if (!skipHooks) await setUp(io, name);
  } finally {
    await lock(io, name, source.from); // with what its hooks have made
  }
  return name;
}

/** On an installed host ours are among the others too, as links, and a link is nobody's to replace. */
export function refuseTaken(name: string, meant: boolean, { env }: Io): void {
  const place = lstatSync(available(name, env), { throwIfNoEntry: false });
  if (givesWay(name, env) && (!place || isLinkToOurs(name, env))) return;
  if (isCore(name, env) && place?.isSymbolicLink())
    throw new Exit(1, `${name} is a plugin of Hokku itself; to install another beside it, say --name other-${name}`);
  if (place)
    throw new Exit(1, `There is a plugin ${name} already; dokku plugin:update ${name}, or dokku plugin:uninstall ${name} before`);
  if (isCore(name, env) && !meant)
    throw new Exit(1, `${name} is a plugin of Hokku itself; to let another take its place, say --name ${name}`);
}

/** Nobody sees a plugin that is half there: it is made under another name and moved. */
async function putInPlace(io: Io, place: string, name: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const draft = available(`.${name}.${process.pid}`, io.env);
  mkdirSync(join(draft, ".."), { recursive: true });
  try {
    await fill(draft);
    if (givesWay(name, io.env) && isLinkToOurs(name, io.env)) rmSync(place);
    renameSync(draft, place);
  } catch (error) {
    refuseTaken(name, true, io); // by another at the same moment
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Files without the x-bit are named only where there is nothing else: a repository holds many that are no hooks. */
export function refuseEmpty(folder: string, name: string): void {
  const rooms = [folder, ...["subcommands", "root-subcommands", "local-subcommands"].map((room) => join(folder, room))];
  const files = rooms.flatMap((room) => names(room).map((file) => [room, file] as const));
  const mode = (path: string) => statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  if (files.some(([room, file]) => mode(join(room, file)) & 0o111)) return;
  if (INTERFACES.some((file) => mode(join(folder, file)))) return;
  for (const [room, file] of files) executable(room, file);
  throw new Exit(1, `${name} is no plugin: it has no executable, neither at its root nor in subcommands/; nothing was installed`);
}

function names(folder: string): string[] {
  try {
    const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
    return files
      .map((entry) => entry.name)
      .filter((file) => !/^\.|\.(toml|md|txt)$|^(LICENSE|README|Makefile|Dockerfile)$/.test(file));
  } catch {
    return [];
  }
}

async function setUp(io: Io, name: string): Promise<void> {
  const own = await runHooks(io, "dependencies", [], { name });
  const failed = own.length ? own : await runHooks(io, "install", []);
  await giveBack(io);
  if (!failed.includes(name)) return allDone("install", failed);
  disable(name, io.env);
  await writeOrder(io);
  const again = `dokku plugin:enable ${name}; dokku plugin:install`;
  throw new Exit(
    1,
    `Plugin ${name} could not be set up and is disabled. To try again: ${again}. To remove it: dokku plugin:uninstall ${name}`,
  );
}
