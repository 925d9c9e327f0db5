import { join } from "node:path";
import { globSync } from "glob";
import type { Command, Declaration } from "../../plugins/common/lib/declaration.ts";

export const checkout = join(import.meta.dirname, "../..");

/** A command and the file that declares it, from the checkout on. */
export interface Declared extends Declaration {
  readonly file: string;
}

/** Every command of ours that people may type, by its own declaration, sorted by name. */
export async function declaredCommands(): Promise<Declared[]> {
  const files = globSync("plugins/*/{subcommands,root-subcommands,local-subcommands}/*.ts", { cwd: checkout, posix: true });
  const declared = new Map<string, Declared>();
  for (const file of files.sort()) {
    const module: { default: Partial<Command> } = await import(join(checkout, file));
    const { declaration } = module.default;
    if (declaration && !declaration.hidden) declared.set(declaration.name, { ...declaration, file });
  }
  return [...declared.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}
