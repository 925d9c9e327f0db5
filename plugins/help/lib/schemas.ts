import { join } from "node:path";
import { asData } from "hokku/json";

const { readFileSync } = process.getBuiltinModule("node:fs");

/**
 * What `--json` prints of each command, as JSON Schemas (draft 2020-12) by the commands' names; of one plugin or command, where it is
 * named. They are written from the types of the commands' results by `scripts/lib/schemas.ts`.
 */
export function schemasOf(topic = ""): ReadonlyMap<string, unknown> {
  const lines = readFileSync(join(import.meta.dirname, "schemas.jsonl"), "utf8")
    .trim()
    .split("\n");
  const all: { name: string; schema: unknown }[] = lines.map((line) => JSON.parse(line));
  const named = all.filter(({ name }) => !topic || name === topic || name.startsWith(`${topic}:`));
  return new Map(named.map(({ name, schema }) => [name, asData(schema)]));
}
