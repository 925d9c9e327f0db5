import { join } from "node:path";
import { detail, Exit, execute, type Io } from "hokku";
import { properties } from "hokku/properties";
import { splitWords } from "hokku/words";
import { attach, EVERY, PHASES } from "./attachment.ts";
import { entryExists, registry, saveEntry } from "./entry.ts";
import { type Colons, colons, namelessEntry } from "./mount.ts";

const { existsSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * Turns the docker options that mount something into attachments; answers what was moved. A line that cannot be is left.
 * Contract: the property says that there was something to move, now or before.
 */
export async function migrate(io: Io, app: string): Promise<string[]> {
  const found = new Map<string, string[]>();
  for (const phase of PHASES) {
    const lines = (await options(io, "list", "--phase", phase, app)).split("\n");
    for (const line of lines.filter((text) => /^(-v|--volume)[ =]/.test(text)))
      found.set(line, [...(found.get(line) ?? []), phase]);
  }
  const moved: string[] = [];
  for (const [line, phases] of found) if (await move(io, app, line, phases)) moved.push(line);
  const noted = join(migrations(io.env), app);
  if (moved.length || existsSync(noted)) properties("storage", io.env).set(app, "legacy-mounts-migrated", "true");
  rmSync(noted, { force: true });
  return moved;
}

/** Where the first releases that did this noted it: a file for each app. */
export const migrations = (env: Io["env"]): string => join(registry(env), "../migrations");

/** First the attachment, then the option goes: killed in between, the next run takes the option away. */
async function move(io: Io, app: string, line: string, phases: string[]): Promise<boolean> {
  const parts = mountOf(line, io.env);
  if (!parts) {
    detail(io, `Left as a docker option: ${line}`);
    return false;
  }
  const entry = namelessEntry(parts.host);
  if (!entryExists(entry.name, io.env)) saveEntry(entry, io.env);
  const fields = { ...(parts.readonly && { readonly: true }), ...(parts.options && { volume_options: parts.options }) };
  await attach(io, app, { entry_name: entry.name, container_path: parts.container, phases, process_type: EVERY, ...fields });
  await options(io, "remove", app, phases.join(","), line);
  return true;
}

/** The mount of a line that holds nothing else. */
export function mountOf(line: string, env: Io["env"]): Colons | undefined {
  try {
    const [, inline] = /^(?:-v|--volume)=(.*)$/s.exec(line) ?? [];
    const words = splitWords(inline ?? line);
    const [text = ""] = inline === undefined ? words.slice(1) : words;
    return words.length === (inline === undefined ? 2 : 1) ? colons(text, env) : undefined;
  } catch {
    return undefined;
  }
}

/** Runs a command of the plugin that keeps docker options, here and as who we are: at install that is root. */
async function options(io: Io, command: string, ...words: string[]): Promise<string> {
  const printed: string[] = [];
  const file = join(io.env.PLUGIN_CORE_AVAILABLE_PATH ?? "", "docker-options", "subcommands", `${command}.ts`);
  const env = { ...io.env, DOKKU_APP_NAME: undefined };
  const code = await execute(file, [`docker-options:${command}`, ...words], {
    ...io,
    env,
    stdout: (chunk) => void printed.push(chunk.toString()),
  });
  if (code !== 0) throw new Exit(code, `docker-options:${command} ${words.join(" ")} failed`);
  return printed.join("");
}
