import { pathToFileURL } from "node:url";
import { Exit, type Io } from "hokku";
import type { Command } from "hokku/command";
import { listPlugins, type Plugin } from "hokku/plugin-list";
import { usage } from "hokku/usage";
import { communityRows } from "./community.ts";
import { type CommandFile, commandFiles } from "./files.ts";
import { knownElsewhere } from "./known.ts";
import { columns, type Row } from "./rows.ts";
import { topicText } from "./topic.ts";

/** All that can be said of a plugin or a command; of one in bash what its plugin's own help says. Unknown ones are refused. */
export async function about(io: Io, asked: string): Promise<string> {
  const name = asked.replace(/:help$/, "");
  const enabled = listPlugins(io.env).filter((plugin) => plugin.enabled);
  const file = enabled.flatMap(commandFiles).find((one) => one.name === name);
  const plugin = enabled.find((one) => one.name === name);
  const declared = file && (await declaration(file));
  // A plugin's bare name is its page, where it has more than that one command.
  if (declared && !(plugin && commandFiles(plugin).length > 1)) return usage(declared, io);
  if (plugin && commandFiles(plugin).length) return topicText(io, plugin);
  const rows = await communityRows(io, ownersOf(name, enabled), true);
  const mine = rows.filter(({ command }) => isAbout(command, name));
  if (mine.length) return columns(mine, io);
  if (file) return columns([{ command: name, summary: "" }], io);
  throw new Exit(
    1,
    `There is no help on ${JSON.stringify(asked.slice(0, 100))}; ${knownElsewhere(name) ?? "all commands: dokku help --all"}`,
  );
}

async function declaration({ file }: CommandFile) {
  if (!file.endsWith(".ts")) return undefined;
  const module: { default: Partial<Command> } = await import(pathToFileURL(file).href);
  return module.default.declaration;
}

/** The host's own plugins that may know of it: those that say the word in their `commands`, which all are asked. */
const ownersOf = (name: string, enabled: readonly Plugin[]): readonly Plugin[] => {
  const theirs = enabled.filter(({ core }) => !core);
  const same = theirs.filter((plugin) => plugin.name === name.replace(/:.*/, ""));
  return same.length ? same : theirs;
};

const isAbout = (command: Row["command"], name: string): boolean => {
  const [first = ""] = command.split(" ");
  return first === name || first.startsWith(`${name}:`);
};
