import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

const { realpathSync } = process.getBuiltinModule("node:fs");

/** What is known of a fault. `origin` is the executable in which it happened, "" where it was none. */
interface Fault {
  readonly message: string;
  readonly stack: string;
  readonly origin: string;
}

/** Says in a sentence which plugin's command or hook failed, and on the next line where in its code. */
export function described({ message, stack, origin }: Fault): string {
  const where = origin ? (frames(stack).find((frame) => frame.startsWith(`${pluginOf(origin).folder}/`)) ?? origin) : "";
  const what = origin ? named(origin) : "Hokku itself";
  return `${what} failed: ${message}\n${where ? `at ${where}; ` : ""}everything there is to see: dokku --trace, and the same command`;
}

/** `The command greet:hey`, `The hook post-deploy of the plugin greet`. */
function named(origin: string): string {
  const { name, isCommand } = pluginOf(origin);
  const file = basename(origin).replace(/\.ts$/, "");
  if (isCommand) return `The command ${file === "default" ? name : `${name}:${file}`}`;
  return `The hook ${file} of the plugin ${name}`;
}

/** The plugin by its name, and its folder without symbolic links, as it stands in a stack. */
function pluginOf(origin: string): { name: string; folder: string; isCommand: boolean } {
  const isCommand = /^(root-|local-)?subcommands$/.test(basename(dirname(origin)));
  const folder = isCommand ? dirname(dirname(origin)) : dirname(origin);
  return { name: basename(folder), folder: real(folder), isCommand };
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** `file:line` of each frame of a stack, the innermost first. */
const frames = (stack: string): string[] =>
  [...stack.matchAll(/(file:\/\/\S+?):(\d+)(?::\d+)?\)?$/gm)].map(([, url = "", line]) => `${fileURLToPath(url)}:${line}`);
