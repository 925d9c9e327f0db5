import { join } from "node:path";
import { readText } from "./files.ts";

const { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** The first line behind the shebang of what is written here; another file of that name is its author's. */
const MARK = "// Made of service.ts by plugin:install and plugin:link, which make it anew.";

/**
 * Writes the commands of a plugin that is a service, one file each, so that the dispatcher, help, completion and permissions find them as any
 * others; git does not see them. Files of the plugin's own stay. Nothing is done for a plugin without a `service.ts`.
 */
export function writeServiceCommands(plugin: string, folder: string): void {
  if (!existsSync(join(folder, "service.ts"))) return;
  const room = join(folder, "subcommands");
  mkdirSync(room, { recursive: true });
  const names = readdirSync(join(import.meta.dirname, "../../service/lib/commands"));
  const own = (file: string) => existsSync(join(room, file)) && !isMade(join(room, file));
  const made = names.filter((file) => !own(file) && !own(file.replace(/\.ts$/, "")));
  for (const file of readdirSync(room)) if (!made.includes(file) && isMade(join(room, file))) rmSync(join(room, file));
  for (const file of made) {
    const text = textOf(`${plugin}:${file.replace(/\.ts$/, "")}`);
    if (readText(join(room, file)) === text) continue;
    writeFileSync(join(room, file), text);
    chmodSync(join(room, file), 0o755);
  }
  const hidden = join(room, ".gitignore");
  if (!own(".gitignore")) writeFileSync(hidden, [MARK.replace("//", "#"), ".gitignore", ...made, ""].join("\n"));
}

/** Whether a file of a plugin, by its path in it and its text, is exactly what is written here: what somebody has changed is not. */
export function isServiceCommand(path: string, text: string): boolean {
  const [, command = ""] = /^subcommands\/([\w-]+)\.ts$/.exec(path) ?? [];
  const [, name = ""] = /\("([\w-]+:[\w-]+)", service\)/.exec(text) ?? [];
  if (command) return name.endsWith(`:${command}`) && text === textOf(name);
  return (
    path === "subcommands/.gitignore" &&
    /^# [^\n]+\n(\.gitignore|[\w-]+\.ts|\n)*$/.test(text) &&
    text.startsWith(MARK.replace("//", "#"))
  );
}

const isMade = (file: string): boolean => readText(file)?.includes(MARK.slice(3)) ?? false;

const textOf = (name: string): string => `#!/usr/bin/env hokku
${MARK}
import { serviceCommand } from "hokku/service";
import service from "../service.ts";

export default await serviceCommand(${JSON.stringify(name)}, service);
`;
