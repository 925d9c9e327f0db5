import { join } from "node:path";
import type { Check } from "./check.ts";
import { at, type Kit } from "./kit.ts";
import { filesBelow, ownPlaces, probe } from "./probe.ts";
import { hooksOf } from "./source.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

const NAME = "uninstall leaves nothing behind";

/** What goes on working on a host, or is looked at by what does. */
const WORKS = /^(the container|a line of cron's|\/etc\/(cron|nginx|systemd|init)|\/(usr\/)?lib\/systemd\/|\/var\/spool\/cron\/)/;

/** What any program may leave as it passes, and where services have kept their data. */
const PASSING =
  /^\/(var\/(log|cache)|home\/[^/]+\/\.cache|root\/\.cache)(\/|$)|^\/var\/lib\/dokku\/services(\/|$)|\/__pycache__\//;

/**
 * Sets a plugin up and takes it away again, on a host that is gone afterwards and has neither network nor packages, and looks at what is still there.
 * What goes on working fails it, unless it is from before Dokku 0.4, when nobody told a plugin that it would go; the rest is noted.
 */
export async function leavesNothing(kit: Kit, hokku: string): Promise<Check[]> {
  const { root, folder, name, files, isEarly } = kit;
  const hooks = new Map(hooksOf(files).map(({ path }) => [path.replace(/\.ts$/, ""), join(folder, path)]));
  const setUp = [hooks.get("dependencies") ?? [], hooks.get("install") ?? []].flat();
  const uninstall = hooks.get("uninstall") ?? "";
  if (!setUp.length && !uninstall) return [];
  rmSync(join(root.path, "engine"), { force: true }); // what hooks of a deploy have made
  const before = filesBelow(root.path, ownPlaces(name));
  const wrong = await onStage(kit, [hokku, uninstall, name, ...setUp]);
  if (wrong) return [{ name: NAME, ok: true, ...wrong }];
  const after = filesBelow(root.path, ownPlaces(name));
  const left = [
    ...made(root.read("engine") ?? ""),
    ...cronLines(root.read("stage/crontab") ?? ""),
    ...[...after.keys()].filter((file) => before.get(file) !== after.get(file)).map(spoken),
    ...onHost(root.read("stage/left") ?? "", name).toSorted(),
  ];
  if (!left.length) return [{ name: NAME, ok: true }];
  const works = isEarly ? [] : left.filter((one) => WORKS.test(one));
  const why = `uninstalled, it leaves ${shortened(works.length ? works : left).join(", ")}`;
  return [{ name: NAME, why, ok: !works.length, ...(!works.length && { noted: true }) }];
}

/** Runs its hooks there, and answers why nothing can be said of what they leave. */
async function onStage({ root, limit }: Kit, words: readonly string[]): Promise<Partial<Check> | undefined> {
  const asRoot = process.getuid?.() === 0 ? [] : ["--user", "--map-root-user"];
  const apart = [...asRoot, "--mount", "--net", "--ipc", "--pid", "--fork", "--kill-child", "--"];
  const stage = [join(import.meta.dirname, "stage"), root.path, ...words];
  const ran = await probe("unshare", [...apart, ...stage], at(root, limit * 3)).catch(() => undefined);
  const why = ran?.hung ? `it did not end within ${Math.round(ran.ms / 1000)} s` : lastOf(ran?.err ?? "");
  const failed = root.read("stage/running")?.trim().replace(/\.ts$/, "");
  if (failed === "uninstall") return { ok: false, why: `its uninstall fails, so that the plugin stays: ${why}` };
  if (failed) return { skipped: true, why: `its ${failed} hook wants what is not there without a network and packages: ${why}` };
  if (root.read("stage/left") !== undefined) return undefined;
  return { skipped: true, why: `this host lets nobody have namespaces, or folders over others (${why})` };
}

/** What it said last, without where to see more. */
const lastOf = (text: string): string =>
  text
    .trim()
    .split("\n")
    .findLast((line) => !line.includes("everything there is to see")) ?? "";

/** Paths of a throw-away root as they are on a host. */
const spoken = (file: string): string => file.replace(/^home\//, "$DOKKU_ROOT/").replace(/^lib\//, "$DOKKU_LIB_ROOT/");

/** What Docker was asked for and not rid of. */
const made = (text: string): string[] =>
  text
    .split("\n")
    .filter(Boolean)
    .map((line) => line.replace(/^(\w+) \w+ /, "the $1 "));

const cronLines = (text: string): string[] =>
  text
    .split("\n")
    .filter((line) => /^[^#\s]/.test(line))
    .map((line) => `a line of cron's: ${line}`);

/** The host's own files that are other than they were; a folder that is new stands for all in it. */
function onHost(list: string, name: string): string[] {
  const own = ownPlaces(name);
  const lines = list.split("\0").filter(Boolean);
  const added = lines.filter((line) => line.startsWith("+ ")).map((line) => line.slice(2));
  return lines.flatMap((line) => {
    const path = line.slice(2);
    const usual = path.replace(/^\/var\/lib\/dokku\//, "lib/").replace(/^\/home\/dokku\//, "home/");
    if (PASSING.test(path) || own.test(usual) || own.test(`${usual}/`)) return [];
    if (added.some((folder) => path.startsWith(`${folder}/`))) return [];
    return [line.startsWith("+ ") ? path : `${path} ${line.startsWith("-") ? "removed" : "changed"}`];
  });
}

/** So many are named, and the rest is counted. */
const shortened = (all: readonly string[]): string[] =>
  all.length > 8 ? [...all.slice(0, 7), `${all.length - 7} more`] : [...all];
