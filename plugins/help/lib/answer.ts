import type { Io } from "hokku";
import { readText } from "hokku/files";
import { executable, listPlugins, type Plugin } from "hokku/plugin-list";
import { commandFiles } from "./files.ts";

/** Shows a plugin's help, where it has commands and answers `command` (`X` or `X:help`) in no other way. Answers the exit code. */
export async function answerFor(io: Io, word: string, command: string): Promise<number> {
  const plugin = listPlugins(io.env).find((one) => one.enabled && one.name === word);
  if (!plugin || !commandFiles(plugin).length || answersItself(plugin, command)) return 10;
  const { topic } = await import("./topic.ts");
  await topic(io, plugin);
  return 0;
}

/** Its `commands` file names the command, or answers `:help` under a name it puts together itself, as datastores do. */
function answersItself({ folder }: Plugin, name: string): boolean {
  const file = executable(folder, "commands");
  if (file?.endsWith(".ts")) return new RegExp(`["'\`]${RegExp.escape(name)}["'\`]`).test(readText(file) ?? "");
  const names = new RegExp(`(^|[^\\w:-])${RegExp.escape(name)}([^\\w:-]|$)|\\$\\{?\\w+\\}?"?:help`, "m");
  return file !== undefined && names.test(readText(file) ?? "");
}
