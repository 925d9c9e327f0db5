import type { ScalarTag } from "yaml";
import { toBytes } from "./bytes.ts";
import { converted } from "./json.ts";
import { library } from "./library.ts";
import { Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";
import { scalarOf } from "./yaml-scalar.ts";

/** What go-yaml knows, each of which may also be said by a tag. One that has a test is asked about every plain word. */
const TAGS: ScalarTag[] = ["null", "bool", "int", "float"].map((name) => ({
  tag: `tag:yaml.org,2002:${name}`,
  default: true,
  test: /^/,
  resolve: scalarOf,
}));

/** Reads the first YAML document, as go-yaml v2 does: words are those of YAML 1.1, a later key replaces an earlier one. */
export function readYaml(bytes: string): Value {
  const { parseAllDocuments }: typeof import("yaml") = library("yaml");
  const options = { version: "1.1", schema: "failsafe", merge: true, uniqueKeys: false, prettyErrors: false } as const;
  const [document] = parseAllDocuments(decoded(bytes), { ...options, customTags: (tags) => [...TAGS, ...tags, "binary"] });
  const [trouble] = document?.errors ?? [];
  if (trouble) throw new Trouble(`yaml: ${toBytes(trouble.message)}`);
  try {
    return converted(document?.toJS({ mapAsMap: true }));
  } catch (error) {
    throw error instanceof ReferenceError ? new Trouble(`yaml: ${toBytes(error.message)}`) : error;
  }
}

function decoded(bytes: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(bytes, "latin1"));
  } catch {
    throw new Trouble("yaml: this is not UTF-8");
  }
}
