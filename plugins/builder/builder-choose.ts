#!/usr/bin/env hokku
import { Exit, execute, hook, type Io, trigger, trouble, write } from "hokku";
import { type Listener, listeners } from "hokku/listeners";
import { allBuilders, wanting } from "./lib/builders.ts";
import builder from "./lib/settings.ts";

/**
 * Who builds a source: who is selected, else the first plugin by name that wants it, else the first that wants it and gives way, else
 * herokuish. Contract: `builder-detect`, where a Dockerfile has the lowest precedence.
 */
export default hook("builder-choose", async (io, app, source) => {
  const found = await wanting(io, app, source);
  for (const { plugin, file } of others(io, "builder-detect")) {
    const [name = ""] = (await printed(io, file, [app, source])).trim().split("\n");
    if (name) found.push([`0${plugin}`, name.trim()]);
  }
  const name = builder.of(app, "selected", io.env) || (found.sort()[0]?.[1] ?? (await usual(io, app)));
  await refuseUnknown(io, name);
  write(io, `${name}\n`);
});

/** Plugins that answer a trigger of builders themselves. */
const others = ({ env }: Io, name: "builder-build" | "builder-detect"): Listener[] =>
  listeners(name, env).filter(({ plugin }) => plugin !== "builder");

/** What a hook prints. One written as `[[ -f x ]] && echo name` ends with 1 when it has nothing to say, so exit codes mean nothing here. */
async function printed(io: Io, file: string, words: string[]): Promise<string> {
  const chunks: Buffer[] = [];
  await execute(file, words, { ...io, stdin: Buffer.alloc(0), stdout: (chunk) => void chunks.push(Buffer.from(chunk)) });
  return String(Buffer.concat(chunks));
}

/** Refuses a builder that no plugin is, before an old image is taken for its work. */
async function refuseUnknown(io: Io, name: string): Promise<void> {
  if (!/^[a-z0-9][\w.-]*$/i.test(name)) throw new Exit(1, `${JSON.stringify(name)} is no builder's name`);
  const own = await allBuilders(io.env);
  const plugins = others(io, "builder-build").map(({ plugin }) => plugin);
  if (own.has(name) || plugins.some((plugin) => plugin === `builder-${name}` || !plugin.startsWith("builder-"))) return;
  const names = [...own.keys(), ...plugins.map((plugin) => plugin.replace(/^builder-/, ""))].join(", ");
  throw new Exit(
    1,
    `There is no builder called ${name}; there are: ${names}. Choose one: dokku builder:set <app> selected <builder>`,
  );
}

/** Contract: herokuish, or pack where it may not be used on arm64. */
async function usual(io: Io, app: string): Promise<string> {
  const silent: Io = { ...io, stdout: () => {} };
  const isAllowed = () =>
    trigger(silent, "builder-herokuish-allowed", app).then(
      () => true,
      () => false,
    );
  if (process.arch !== "arm64" || (await isAllowed())) return "herokuish";
  trouble("Herokuish may not be used on arm64 here; building with pack instead.");
  return "pack";
}
