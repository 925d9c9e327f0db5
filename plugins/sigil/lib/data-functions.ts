import { asString, onAny, type TemplateFunction } from "./function.ts";
import { jmespath } from "./jmespath.ts";
import { fromJson, toJson } from "./json.ts";
import { Trouble } from "./trouble.ts";
import { isDict, isList, type Value } from "./value.ts";
import { readYaml } from "./yaml-reader.ts";
import { writeYaml } from "./yaml-writer.ts";

/** Sigil's functions on structured data. `read` answers the bytes of a stream, or of the file with that name. */
export function dataFunctions(read: (file: Value) => string): Readonly<Record<string, TemplateFunction>> {
  return {
    json: onAny(1, (file = null) => fromJson(read(file))),
    tojson: onAny(1, (value = null) => toJson(value)),
    yaml: onAny(1, (file = null) => readYaml(read(file))),
    toyaml: onAny(1, (value = null) => writeYaml(value)),
    pointer: {
      takes: ["string", "any"],
      call: (path, value = null) => pointed(asString(path), value),
    },
    jmespath: {
      takes: ["string", "any"],
      call: (query, value = null) => jmespath(asString(query), value),
    },
    base64enc: onAny(1, (file = null) => Buffer.from(read(file), "latin1").toString("base64")),
    base64dec: onAny(1, (file = null) => decoded(read(file))),
  };
}

function decoded(text: string): string {
  const plain = text.replace(/[\r\n]/g, "");
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) throw new Trouble("illegal base64 data");
  return Buffer.from(plain, "base64").toString("latin1");
}

/** A JSON pointer, `/a/0/b`; nil where there is nothing. */
function pointed(path: string, value: Value): Value {
  if (!isDict(value)) throw new Trouble("pointer needs a map type");
  if (path === "") return value;
  return path.slice(1).split("/").reduce<Value>(step, value);
}

function step(value: Value, part: string): Value {
  if (isDict(value)) return value.get(part.replaceAll("~1", "/").replaceAll("~0", "~")) ?? null;
  return isList(value) && /^\d+$/.test(part) ? (value[Number(part)] ?? null) : null;
}
