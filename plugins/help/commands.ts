#!/usr/bin/env hokku
import type { Executable } from "hokku";
import { readText } from "hokku/files";
import { executable, listPlugins, type Plugin } from "hokku/plugin-list";
import { commandFiles } from "./lib/files.ts";

/** Answers `X:help`, and bare `X`, for every plugin that has commands but no answer of its own to that. */
const answer: Executable = async ([name = ""], io) => {
  const [, word = "", isHelp] = /^([^:]+)(:help)?$/.exec(name) ?? [];
  const plugin = listPlugins(io.env).find((one) => one.enabled && one.name === word);
  if (!plugin || !commandFiles(plugin).length || answersItself(plugin, isHelp ? name : word)) return 10;
  const { topic } = await import("./lib/topic.ts");
  await topic(io, plugin);
  return 0;
};

/** Its `commands` file names the command, or answers `:help` under a name it puts together itself, as datastores do. */
function answersItself({ folder }: Plugin, name: string): boolean {
  const file = executable(folder, "commands");
  const names = new RegExp(`(^|[^\\w:-])${RegExp.escape(name)}([^\\w:-]|$)|\\$\\{?\\w+\\}?"?:help`, "m");
  return file !== undefined && names.test(readText(file) ?? "");
}

export default answer;
