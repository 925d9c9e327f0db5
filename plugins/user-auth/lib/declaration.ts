import { pathToFileURL } from "node:url";
import type { Io } from "hokku";
import type { Command, Declaration } from "hokku/command";
import { executable, plugins } from "hokku/plugin-list";

/** What a command says of itself, or undefined for one in bash, or that a `commands` file answers. */
export async function declarationOf(command: string, env: Io["env"]): Promise<Declaration | undefined> {
  const [plugin = "", ...rest] = command.split(":");
  const folder = plugins(env).get(plugin);
  const name = rest.join(":");
  const file =
    folder &&
    ((name && executable(`${folder}/root-subcommands`, name)) || executable(`${folder}/subcommands`, name || "default"));
  if (!file?.endsWith(".ts")) return undefined;
  const module: { default: Partial<Command> } = await import(pathToFileURL(file).href);
  return module.default.declaration;
}
