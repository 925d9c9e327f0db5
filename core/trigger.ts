import { type Io, must } from "./execute.ts";

const { existsSync, readdirSync, readFileSync, statSync } = process.getBuiltinModule("node:fs");

/**
 * What the folders of plugins hold, by name, and which plugins there are, each looked up once: a trigger asks every plugin, and hardly
 * any has a hook for it. Whoever puts a plugin there, or takes one away, clears this.
 */
export const contents = new Map<string, ReadonlyMap<string, string>>();

function once(what: string, find: () => [name: string, path: string][]): ReadonlyMap<string, string> {
  if (!contents.has(what)) contents.set(what, new Map(find()));
  return contents.get(what) ?? new Map();
}

const inside = (folder = "/dev/null"): ReadonlyMap<string, string> =>
  once(folder, () => (existsSync(`${folder}/.`) ? readdirSync(folder) : []).map((name) => [name, `${folder}/${name}`]));

/**
 * Folders of all enabled plugins by name, in the order they are asked: by name, or by what a line of `.order` has behind it, for those that
 * want another place. A plugin of the host shadows one of ours.
 */
export const plugins = ({ PLUGIN_CORE_ENABLED_PATH: ours, PLUGIN_ENABLED_PATH: theirs, PLUGIN_PATH: path }: Io["env"]) =>
  once(`${ours} ${theirs} ${path}`, () => {
    const order = existsSync(`${path}/.order`) ? `\n${readFileSync(`${path}/.order`)}` : "";
    const place = ([name]: [string, string]) => order.split(`\n${name} `)[1]?.split("\n")[0] ?? name;
    const found = [ours, theirs, path].flatMap((root) => [...inside(root)]);
    const named = found.filter(([name]) => !/^(\.|(available|enabled|node_modules)$)/.test(name));
    return named.sort((a, b) => (place(a) < place(b) ? -1 : place(a) > place(b) ? 1 : 0));
  });

/** The executable of that name in a plugin's folder, TypeScript or not; without the x-bit it is a warning, not a hook. */
export function executable(folder: string, name: string): string | undefined {
  const files = [`${name}.ts`, name].flatMap((one) => inside(folder).get(one) ?? []);
  const file = files.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
  if (!file || statSync(file).mode & 0o111) return file;
  process.stderr.write(` !     ${file} is not executable and was skipped; run: chmod +x ${file}\n`);
}

/** Every plugin's hook for a trigger, in that order. */
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
