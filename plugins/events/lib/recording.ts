import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { replaceFile } from "hokku/files";
import { catalogue } from "hokku/triggers";

const { chmodSync, copyFileSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } =
  process.getBuiltinModule("node:fs");

type Env = Io["env"];

/** Triggers whose hooks are themselves an answer: that somebody has one. They are not recorded. */
const UNRECORDED: readonly string[] = ["user-auth-app", "command-unknown"];

/** Triggers that are recorded while events are on. */
export const recorded: readonly string[] = Object.keys(catalogue).filter((name) => !UNRECORDED.includes(name));

/**
 * Makes the plugin that records: one small hook for each trigger, all of them around one `record.ts`. The dispatcher imports
 * each once and calls it, so nothing is started for a trigger; while events are off there is no such plugin, and nothing to
 * ask. It comes into being whole, by a rename, and takes the place of an older one.
 */
export function startRecording(env: Env): void {
  const draft = `${drafts(env)}${process.pid}`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(join(draft, "lib"), { recursive: true });
  copyFileSync(join(import.meta.dirname, "record.ts"), join(draft, "lib", "record.ts"));
  writeFileSync(join(draft, "plugin.toml"), TOML);
  for (const name of recorded) {
    writeFileSync(join(draft, `${name}.ts`), hookText(name));
    chmodSync(join(draft, `${name}.ts`), 0o755);
  }
  stopRecording(env, draft);
  renameSync(draft, pluginFolder(env));
}

/** Takes the plugin away, first out of everybody's sight, and what killed ones have left. Dokku's of that name is a link. */
export function stopRecording(env: Env, keep = ""): void {
  const folder = pluginFolder(env);
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) rmSync(folder);
  else if (found && !existsSync(join(folder, "lib", "record.ts")))
    throw new Exit(1, `${folder} is somebody else's plugin; move it away`);
  else if (found) renameSync(folder, `${drafts(env)}${process.pid}.old`);
  for (const draft of readdirSync(pluginRoot(env)).map((name) => join(pluginRoot(env), name)))
    if (draft.startsWith(drafts(env)) && draft !== keep) rmSync(draft, { recursive: true });
}

/** Whether triggers are recorded now. */
export const isRecording = (env: Env): boolean => existsSync(join(pluginFolder(env), "lib", "record.ts"));

/** Says in Dokku's own place, an rc file of every process, whether events are on: another Dokku on this host goes on with it. */
export function keepSwitch(env: Env, on: boolean): void {
  const file = join(env.DOKKU_ROOT ?? "", ".dokkurc", "DOKKU_EVENTS");
  if (on) replaceFile(file, "export DOKKU_EVENTS=1\n");
  else rmSync(file, { force: true });
}

/** The text of one hook. */
const hookText = (name: string): string =>
  `#!/usr/bin/env hokku\nimport { recorder } from "./lib/record.ts";\n\nexport default recorder(import.meta.filename, ${isFilter(name)});\n`;

const isFilter = (name: string): boolean =>
  Object.entries(catalogue).some(([key, { combine }]) => key === name && combine === "filter");

const TOML =
  '[plugin]\ndescription = "Records triggers; made by events:on, taken away by events:off"\nversion = "0.1.0"\n[plugin.config]\n';

function pluginRoot({ PLUGIN_ENABLED_PATH }: Env): string {
  if (!PLUGIN_ENABLED_PATH) throw new Exit(1, "PLUGIN_ENABLED_PATH is not set; run this as: dokku events:on");
  mkdirSync(PLUGIN_ENABLED_PATH, { recursive: true });
  return PLUGIN_ENABLED_PATH;
}

/** Contract: Dokku's core plugin for this has the same name, which is early in the order. */
const pluginFolder = (env: Env): string => join(pluginRoot(env), "20_events");

/** What is being made or taken away lies beside it, where a name with a dot is nobody's plugin. */
const drafts = (env: Env): string => join(pluginRoot(env), ".20_events.");
