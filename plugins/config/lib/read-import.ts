import { resolve } from "node:path";
import { Exit, type Io } from "hokku";
import { parseEnvironment } from "hokku/environment";
import { wholeStdin } from "hokku/whole-stdin";
import { validKey, validValue } from "./pairs.ts";

const { readFileSync } = process.getBuiltinModule("node:fs");

/** Reads variables to import from a file, or from stdin where it is `-`. Formats: `envfile` and `json`, an object of strings. */
export async function readImport(io: Io, file: string, format: string): Promise<Map<string, string>> {
  if (format !== "envfile" && format !== "json") throw new Exit(2, `--format is envfile or json, not ${JSON.stringify(format)}`);
  const name = file === "-" ? "stdin" : file;
  const text = await content(io, file);
  const variables = format === "json" ? fromJson(text, name) : parseEnvironment(text, name);
  for (const [key, value] of variables) validValue(validKey(key), value);
  if (!variables.size) throw new Exit(1, `There are no variables in ${name}; nothing was changed`);
  return variables;
}

async function content(io: Io, file: string): Promise<string> {
  if (file === "-") return (await wholeStdin(io)).toString("utf8");
  // Whoever names a file over ssh means one of their own, and would be shown one of the server's.
  if (io.env.FINGERPRINT)
    throw new Exit(
      1,
      `With a key, variables come on stdin, not from a file of the server; leave ${file} out and append: <${file}`,
    );
  try {
    return readFileSync(resolve(io.cwd, file), "utf8");
  } catch (error) {
    throw new Exit(1, `${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

function fromJson(text: string, name: string): Map<string, string> {
  const data = parsed(text, name);
  if (typeof data !== "object" || data === null || Array.isArray(data)) throw new Exit(1, `${name} holds no JSON object`);
  return new Map(
    Object.entries(data).map(([key, value]: [string, unknown]) => {
      if (typeof value === "object") throw new Exit(1, `${key} in ${name} is no text; write it as a JSON string`);
      return [key, String(value)];
    }),
  );
}

function parsed(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Exit(1, `${name} is no JSON: ${error instanceof Error ? error.message.slice(0, 200) : error}`);
  }
}
