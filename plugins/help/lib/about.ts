import { pathToFileURL } from "node:url";
import { Exit, type Io } from "hokku";
import type { Command } from "hokku/declaration";
import { formerName, listPlugins, type Plugin } from "hokku/plugin-list";
import { width, wrap } from "hokku/terminal";
import { usage } from "hokku/usage";
import { communityRows } from "./community.ts";
import { type CommandFile, commandFiles } from "./files.ts";
import { knownElsewhere } from "./known.ts";
import { columns, type Row, rowsOf } from "./rows.ts";
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
  process.title = "dokku help --all"; // where plugins look whether all of their commands are wanted
  const rows = await communityRows(io, ownersOf(name, enabled), true);
  const described = file ? await rowsOf([file]) : [];
  const [exact] = [...rows, ...described].filter(({ command }) => nameIn(command) === name);
  if (exact) return rowText(exact, io);
  const mine = rows.filter(({ command }) => nameIn(command).startsWith(`${name}:`));
  if (mine.length) return columns(mine, io);
  const [today] = formerName(name, io.env) ?? [];
  if (today) return about(io, today);
  const hint = knownElsewhere(name, io) ?? "all commands: dokku help --all";
  throw new Exit(1, `There is no help on ${JSON.stringify(asked.slice(0, 100))}; ${hint}`);
}

/** What a row of a plugin's own help says, as the help of that one command. */
function rowText({ command, summary }: Row, io: Io): string {
  const text = summary && `${summary.charAt(0).toUpperCase()}${summary.slice(1)}`;
  const paragraphs = [`Usage: dokku ${command}`, text || "Its plugin says nothing more about it."];
  return paragraphs.map((one) => `${wrap(one, width(io)).join("\n")}\n`).join("\n");
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

const nameIn = (command: string): string => command.split(/[\s,]/)[0] ?? "";
