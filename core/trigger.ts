import { type Io, must } from "./execute.ts";

const { existsSync, readdirSync, statSync } = process.getBuiltinModule("node:fs");

/**
 * What the folders of plugins hold, each read once: a trigger asks every plugin, and hardly any has a hook for it.
 * Whoever puts a plugin there, or takes one away, clears this.
 */
export const contents = new Map<string, ReadonlySet<string>>();

function inside(folder = "/dev/null"): ReadonlySet<string> {
  if (!contents.has(folder)) contents.set(folder, new Set(existsSync(`${folder}/.`) ? readdirSync(folder) : []));
  return contents.get(folder) ?? new Set();
}

/** Folders of all enabled plugins by name, in the order they are asked. A plugin of the host shadows one of ours. */
export function plugins(env: Io["env"]): Map<string, string> {
  const roots = [env.PLUGIN_CORE_ENABLED_PATH, env.PLUGIN_ENABLED_PATH, env.PLUGIN_PATH];
  const found = roots.flatMap((root) => [...inside(root)].map((name): [string, string] => [name, `${root}/${name}`]));
  const named = found.filter(([name]) => !/^(\.|(available|enabled|node_modules)$)/.test(name));
  return new Map(named.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

/** The executable of that name in a plugin's folder, TypeScript or not; without the x-bit it is a warning, not a hook. */
export function executable(folder: string, name: string): string | undefined {
  const files = [`${name}.ts`, name].filter((one) => inside(folder).has(one)).map((one) => `${folder}/${one}`);
  const file = files.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (!file || statSync(file).mode & 0o111) return file;
  process.stderr.write(` !     ${file} is not executable and was skipped; run: chmod +x ${file}\n`);
}

/** Every plugin's hook for a trigger, in name order. */
export const hooks = (name: string, env: Io["env"]): string[] =>
  [...plugins(env).values()].flatMap((folder) => executable(folder, name) ?? []);

/** Fans a trigger out to its hooks, one after another; their output streams. The first failure ends it, with its code. */
export async function trigger(io: Io, name: string, ...args: string[]): Promise<void> {
  for (const hook of hooks(name, io.env)) await must(hook, args, io);
}

/** Fans out like `trigger` and answers what the hooks printed. They get no stdin. */
export async function capture(io: Io, name: string, ...args: string[]): Promise<string> {
  const printed: Buffer[] = [];
  await trigger({ ...io, stdin: Buffer.alloc(0), stdout: (chunk) => void printed.push(Buffer.from(chunk)) }, name, ...args);
  return Buffer.concat(printed).toString();
}
