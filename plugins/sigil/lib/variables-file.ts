import { extname } from "node:path";
import { parseEnv } from "node:util";
import { converted, fromJson } from "./json.ts";
import { Trouble } from "./trouble.ts";
import { type Dict, isDict, type Value } from "./value.ts";
import { readYaml } from "./yaml-reader.ts";

const { readFileSync } = process.getBuiltinModule("node:fs");

/** The variables of a `.json`, `.yaml` or `.yml` file, which must hold a map; of any other file, its `NAME=value` lines. */
export function readVariables(path: string): Dict {
  const bytes = readFileSync(path, "latin1");
  const extension = extname(path).toLowerCase();
  if (extension === ".json") return asMap(path, "JSON", () => fromJson(bytes));
  if (extension === ".yaml" || extension === ".yml") return asMap(path, "YAML", () => readYaml(bytes) ?? new Map());
  const odd = bytes.split("\n").find((line) => /^\s*(?:export\s+)?[A-Za-z_][\w.]*\s*$/.test(line));
  if (odd !== undefined) throw new Trouble(`${path}: a line has no = sign: ${odd.trim()}`);
  return asMap(path, "env", () => converted(parseEnv(readFileSync(path, "utf8"))));
}

function asMap(path: string, kind: string, read: () => Value): Dict {
  try {
    const value = read();
    if (isDict(value)) return value;
  } catch (error) {
    throw error instanceof Trouble ? new Trouble(`failed to parse ${kind} vars file ${path}: ${error.message}`) : error;
  }
  throw new Trouble(`${kind} vars file ${path} must contain a map at the top`);
}
