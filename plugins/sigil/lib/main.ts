import { basename, dirname, resolve } from "node:path";
import { WrongUsage } from "hokku/program-flags";
import { type Request, readArguments, usage } from "./arguments.ts";
import { Budget } from "./budget.ts";
import { toBytes } from "./bytes.ts";
import { execute } from "./execute.ts";
import { onlyStdin, open } from "./outside.ts";
import { below, everywhere } from "./reach.ts";
import type { Session } from "./session.ts";
import { TemplateError, Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";
import { readVariables } from "./variables-file.ts";

const { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeSync } =
  process.getBuiltinModule("node:fs");

/**
 * The `sigil` command. Its flags are those of Sigil 0.12. Unlike Sigil, it runs programs, reads URLs and reads files
 * outside of the template's folder only with SIGIL_UNSAFE=1, because templates come with the code of apps.
 */
const version = "0.12.1";
const hint = "; SIGIL_UNSAFE=1 allows it";

process.exitCode = main(process.argv.slice(2));

function main(args: readonly string[]): number {
  try {
    return answer(readArguments(args));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    process.stderr.write(error instanceof WrongUsage ? `${error.message}\n${usage}` : `${error.message}\n`);
    if (!(error instanceof WrongUsage || error instanceof TemplateError || error instanceof Trouble || "code" in error))
      process.stderr.write(`${error.stack}\n`);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

function answer(request: Request): number {
  if (request.help) process.stderr.write(usage);
  else if (request.version) process.stdout.write(`${version}\n`);
  else if (request.inPlace && !request.file) throw new Trouble("--in-place requires -f/--filename");
  else {
    const { text, name } = template(request);
    const result = Buffer.from(execute(text, name, variables(request), session(request)), "latin1");
    if (request.inPlace && request.file) replace(request.file, result);
    else writeAll(1, result);
  }
  return 0;
}

function template({ file, inline }: Request): { text: string; name: string } {
  if (file !== undefined) return { text: readFileSync(file, "latin1"), name: basename(file) };
  if (inline !== undefined) return { text: toBytes(inline), name: "<inline>" };
  return { text: readFileSync(0, "latin1"), name: "<stdin>" };
}

function variables({ varsFiles, words }: Request): Map<string, Value> {
  const given = words
    .filter((word) => word.includes("="))
    .map((word): [string, Value] => {
      const at = word.indexOf("=");
      return [toBytes(word.slice(0, at)), toBytes(word.slice(at + 1))];
    });
  return new Map([...varsFiles.flatMap((file) => [...readVariables(file)]), ...given]);
}

function session({ file, posix }: Request): Session {
  const cwd = process.cwd();
  const search = (process.env.SIGIL_PATH || undefined)?.split(":") ?? [];
  const roots = [file === undefined ? cwd : dirname(resolve(file)), ...search];
  const isOpen = process.env.SIGIL_UNSAFE === "1";
  const [left = "{{", right = "}}"] = (process.env.SIGIL_DELIMS || "{{,}}").split(",");
  const environment = Object.entries(process.env).map(([key, value = ""]) => [toBytes(key), toBytes(value)] as const);
  return {
    environment: new Map(environment),
    folders: file === undefined ? search : roots,
    reach: isOpen ? everywhere(cwd) : below(roots, cwd, hint),
    outside: isOpen ? open : onlyStdin(hint),
    budget: new Budget(),
    delimiters: { left: toBytes(left), right: toBytes(right) },
    posix,
    depth: 0,
  };
}

/** Writes beside the file and renames, so that the old contents or the new are there at any moment. */
function replace(file: string, contents: Buffer): void {
  const beside = resolve(dirname(file), `.sigil-${process.pid}`);
  const mode = statSync(file).mode & 0o7777;
  try {
    const handle = openSync(beside, "wx", mode);
    writeAll(handle, contents);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

/** All of it before we end, also into a pipe that is full for a moment. */
function writeAll(handle: number, contents: Buffer): void {
  for (let at = 0; at < contents.length; ) {
    try {
      at += writeSync(handle, contents, at);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EAGAIN")) throw error;
    }
  }
}
