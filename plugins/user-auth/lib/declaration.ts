import { pathToFileURL } from "node:url";
import type { Io } from "hokku";
import type { Command } from "hokku/declaration";
import { executable, formerName, plugins } from "hokku/plugin-list";

/** A command that says of itself what it does, and the words that it is asked with. */
export interface Declared {
  readonly command: Command;
  readonly words: string[];
}

/** The command behind a name, or behind a name of former times; nothing for one in bash, or that only a `commands` file answers. */
export async function declared(name: string, words: readonly string[], env: Io["env"]): Promise<Declared | undefined> {
  const file = fileOf(name, env);
  if (file === undefined) {
    const [today, ...more] = formerName(name, env) ?? [];
    return today ? declared(today, [...more, ...words], env) : undefined;
  }
  if (!file.endsWith(".ts")) return undefined;
  const module: { default: Partial<Command> } = await import(pathToFileURL(file).href);
  const { declaration, understood } = module.default;
  return declaration && understood && { command: module.default as Command, words: [...words] };
}

/** As the dispatcher finds it. */
function fileOf(command: string, env: Io["env"]): string | undefined {
  const [plugin = "", ...rest] = command.split(":");
  const folder = plugins(env).get(plugin);
  const name = rest.join(":");
  if (!folder) return undefined;
  const rooms = ["root-subcommands", "local-subcommands"].map((room) =>
    name ? executable(`${folder}/${room}`, name) : undefined,
  );
  return rooms.find(Boolean) ?? executable(`${folder}/subcommands`, name || "default");
}
