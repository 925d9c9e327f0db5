import { join } from "node:path";
import type { Plugin } from "hokku/plugin-list";

const { readdirSync } = process.getBuiltinModule("node:fs");

/** An executable that answers a command. */
export interface CommandFile {
  /** As people type it. */
  readonly name: string;
  readonly file: string;
}

/** All commands that a plugin answers by files of its own, by name. */
export function commandFiles({ name: plugin, folder }: Pick<Plugin, "name" | "folder">): CommandFile[] {
  const found = ["subcommands", "root-subcommands", "local-subcommands"].flatMap((room) =>
    names(join(folder, room)).map((file) => {
      const word = file.replace(/\.ts$/, "");
      return { name: word === "default" ? plugin : `${plugin}:${word}`, file: join(folder, room, file) };
    }),
  );
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function names(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isDirectory() || entry.name.startsWith(".") ? [] : entry.name));
  } catch {
    return [];
  }
}
