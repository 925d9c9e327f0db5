import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { isCore } from "hokku/plugin-list";
import { writeServiceCommands } from "hokku/service-commands";

const { existsSync, lstatSync, mkdirSync, readlinkSync, realpathSync, renameSync, rmSync, symlinkSync } =
  process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** Where a plugin's files are: one that was cloned by hand stays where it was put, in `$PLUGIN_PATH` itself. */
export function available(name: string, env: Env): string {
  return isByHand(name, env) ? byHand(name, env) : join(env.PLUGIN_AVAILABLE_PATH ?? "", name);
}

/** What makes it one that is asked: a link to it, or its being in `$PLUGIN_PATH` itself. */
export function enabled(name: string, env: Env): string {
  return isByHand(name, env) ? byHand(name, env) : join(env.PLUGIN_ENABLED_PATH ?? "", name);
}

const byHand = (name: string, { PLUGIN_PATH = "" }: Env): string => join(PLUGIN_PATH, name);

/** Links there to plugins of ours are for those who source from the folder beside theirs. */
const isByHand = (name: string, env: Env): boolean =>
  (lstatSync(byHand(name, env), { throwIfNoEntry: false })?.isDirectory() ?? false) && !/^(available|enabled)$/.test(name);

/** Whether there is anything at that place, even a link to nothing. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** The folder in which a plugin is being written, where it is linked; nothing for one that was installed. */
export function linkedTo(name: string, env: Env): string | undefined {
  const place = available(name, env);
  if (!lstatSync(place, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  return existsSync(place) ? realpathSync(place) : readlinkSync(place);
}

/** Whether what is there is one of ours, among the host's as a link. */
export const isLinkToOurs = (name: string, env: Env): boolean =>
  isCore(name, env) && linkedTo(name, env) === realpathSync(join(env.PLUGIN_CORE_AVAILABLE_PATH ?? "", name));

/** Refuses what is not a plugin of the host, naming the reason. On an installed host ours are among the others, as links. */
export function hostsOwn(name: string, env: Env): string {
  if (isThere(available(name, env)) && !isLinkToOurs(name, env)) return name;
  if (isCore(name, env)) throw new Exit(1, `${name} belongs to Hokku itself and stays as it is`);
  throw new Exit(1, `Plugin ${name} does not exist; see: dokku plugin:list`);
}

/** Puts one of ours back where another that had its place has gone, on a host whose plugins have ours among them. */
export function takePlaceAgain(name: string, env: Env): void {
  for (const tree of ["AVAILABLE", "ENABLED"] as const) {
    const [ours, place] = [join(env[`PLUGIN_CORE_${tree}_PATH`] ?? "", name), join(env[`PLUGIN_${tree}_PATH`] ?? "", name)];
    if (existsSync(ours) && !isThere(place) && isThere(join(place, "../apps"))) symlinkSync(ours, place);
  }
}

/** Makes a plugin one that is asked, with all its commands. */
export function enable(name: string, env: Env): void {
  writeServiceCommands(name, available(name, env));
  const link = enabled(name, env);
  mkdirSync(join(link, ".."), { recursive: true });
  const draft = join(link, "..", `.${name}.${process.pid}`);
  rmSync(draft, { force: true });
  symlinkSync(join("..", "available", name), draft);
  renameSync(draft, link);
}

/** Makes it one that is not asked; one that was cloned by hand goes to the others that are available. */
export function disable(name: string, env: Env): void {
  if (isByHand(name, env)) return void renameSync(byHand(name, env), join(env.PLUGIN_AVAILABLE_PATH ?? "", name));
  const link = enabled(name, env);
  if (lstatSync(link).isDirectory())
    throw new Exit(1, `${link} is a folder, not a link to one; move it to ${available(name, env)}`);
  rmSync(link);
}

/** Removes a plugin's files: at once as far as anybody can see, then one by one. */
export function remove(name: string, env: Env): void {
  const doomed = available(`.${name}.removed.${process.pid}`, env);
  if (isThere(enabled(name, env))) disable(name, env);
  renameSync(available(name, env), doomed);
  rmSync(doomed, { recursive: true, force: true });
}
