import { dirname, join, resolve } from "node:path";
import { Exit, type Io } from "hokku";
import { formerName, listPlugins, pluginName } from "hokku/plugin-list";
import { output } from "hokku/run";
import { linkHokku } from "./link-hokku.ts";
import { isThere } from "./places.ts";
import { refuseKey, validName } from "./source.ts";

const { accessSync, constants, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } =
  process.getBuiltinModule("node:fs");

const TEMPLATE = join(import.meta.dirname, "../template");

/**
 * Makes the folder of a new plugin where the caller stands, from the plugin `greet` in `template/`, and answers its path. It is made under
 * another name and moved, so that there is all of it or nothing; what was interrupted goes when the same is asked for again.
 */
export async function scaffold(io: Io, word: string, language: "typescript" | "bash"): Promise<string> {
  refuseKey(io, "plugin:new");
  const name = validName(pluginName(word), "");
  if (word !== name && word !== `dokku-${name}`)
    throw new Exit(
      1,
      `${JSON.stringify(word.slice(0, 80))} leads elsewhere; go to the folder it is for, and name the plugin alone`,
    );
  refuseTaken(name, io);
  const folder = join(placeFor(io), word);
  refuseThere(folder);
  const author = await output(io, "git", ["config", "user.name"]).catch(() => "");
  fill(
    folder,
    language,
    {
      greet: name,
      Greet: `${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      YEAR: String(new Date().getFullYear()),
      AUTHOR: author || io.env.USER || "its authors",
    },
    io,
  );
  return folder;
}

function refuseTaken(name: string, { env }: Io): void {
  const [today] = formerName(name, env) ?? [];
  if (today) throw new Exit(1, `${name} is a command of former times, which stands for ${today}; choose another name`);
  const there = listPlugins(env).find((plugin) => plugin.name === name);
  if (there) throw new Exit(1, `There is a plugin ${name} already${there.core ? " in Hokku itself" : ""}; choose another name`);
}

/** A folder among the apps would be taken for one. */
function placeFor({ cwd, env }: Io): string {
  const place = realpathSync(cwd);
  const ofHost = [env.DOKKU_ROOT, env.DOKKU_LIB_ROOT].filter((root) => root && statSync(root, { throwIfNoEntry: false }));
  for (const root of ofHost.map((path) => realpathSync(path ?? "")))
    if (`${place}/`.startsWith(`${root}/`)) throw new Exit(1, `${place} belongs to the host; go to a folder of your own`);
  try {
    accessSync(place, constants.W_OK);
  } catch {
    throw new Exit(1, `You may not write to ${place}; go to a folder of your own`);
  }
  return place;
}

function refuseThere(folder: string): void {
  if (isThere(folder)) throw new Exit(1, `${folder} is there already; choose another name, or go to another folder`);
}

function fill(folder: string, language: string, words: Readonly<Record<string, string>>, io: Io): void {
  const room = resolve(folder, "..");
  const drafts = `.${words.greet}.new-`;
  for (const old of readdirSync(room).filter((file) => file.startsWith(drafts) && !isRunning(file.slice(drafts.length))))
    rmSync(join(room, old), { recursive: true, force: true });
  const draft = join(room, `${drafts}${process.pid}`);
  try {
    for (const part of ["all", language]) copy(join(TEMPLATE, part), draft, words);
    linkHokku(draft, io.env);
    refuseThere(folder);
    renameSync(draft, folder);
  } catch (error) {
    refuseThere(folder); // made by another at the same moment
    throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function isRunning(pid: string): boolean {
  return /^\d+$/.test(pid) && isThere(`/proc/${pid}`);
}

/** Copies a template with its words replaced. Its package.json has another name there, as `hokku` would not be found beside it. */
function copy(from: string, to: string, words: Readonly<Record<string, string>>): void {
  const places = new RegExp(`\\b(${Object.keys(words).join("|")})\\b`, "g");
  for (const file of readdirSync(from, { recursive: true, encoding: "utf8" })) {
    const [source, target] = [join(from, file), join(to, file.replace(/\.in$/, ""))];
    if (statSync(source).isDirectory()) continue;
    mkdirSync(dirname(target), { recursive: true });
    const text = readFileSync(source, "utf8").replace(places, (word) => words[word] ?? word);
    writeFileSync(target, text, { mode: statSync(source).mode & 0o777 });
  }
}
