import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { output } from "hokku/run";
import { filesOf, withoutXBit } from "./conformance/source.ts";

/**
 * The part of `plugin:test` that runs none of a plugin's code, and so can do no harm: what is wrong with it, by file; that it has no x-bit, or that
 * bash or Node cannot read it.
 */
export async function wrongFiles(io: Io, folder: string): Promise<Map<string, string>> {
  const files = filesOf(folder);
  const wrong = new Map(withoutXBit(files).map((path) => [path, "it has no x-bit"]));
  for (const { path, text } of files) {
    const why = await unread(io, join(folder, path), text);
    if (why) wrong.set(path, why);
  }
  return wrong;
}

/** Refuses a change for the worse: what was wrong before is no reason to keep newer code away. */
export function refuseWorse(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): void {
  const [path, why] = [...after].find(([file]) => !before.has(file)) ?? [];
  if (path) throw new Exit(1, `something is wrong with ${path}: ${why}`);
}

/** What Node does with a file in TypeScript before it runs it. */
const STRIP = `
  const file = process.getBuiltinModule("node:fs").readFileSync(process.argv[1], "utf8");
  try { process.getBuiltinModule("node:module").stripTypeScriptTypes(file.replace(/^#!.*/, "")); }
  catch ({ message }) { console.error(message); process.exit(1); }`;

async function unread(io: Io, file: string, text: string): Promise<string | undefined> {
  const isBash = /^#!.*\b(ba)?sh\b/.test(text);
  if (!isBash && !file.endsWith(".ts")) return undefined;
  const [program, words] = isBash
    ? ["bash", ["-n"]]
    : [io.env.HOKKU_NODE ?? process.execPath, ["--no-warnings", "--eval", STRIP]];
  return output(io, program, [...words, file]).then(
    () => undefined,
    ({ message }: Error) => `${isBash ? "bash" : "Node"} cannot read it: ${message.split("\n")[0]}`,
  );
}
