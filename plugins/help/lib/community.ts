import { Exit, execute, type Io, trouble } from "hokku";
import type { Plugin } from "hokku/plugin-list";
import { executable } from "hokku/plugin-list";
import { commandFiles } from "./files.ts";
import { parseRow, type Row, rowsOf } from "./rows.ts";

/**
 * Asks the host's own plugins for their help. Contract: each `commands help` is started directly by this process, whose command
 * line carries `--all` where that was said (47 plugins look there), with an empty stdin (40 read it to the end).
 */
export async function communityRows(io: Io, plugins: readonly Plugin[], all: boolean): Promise<Row[]> {
  return (await Promise.all(plugins.map((plugin) => rowsOfOne(io, plugin, all)))).flat();
}

async function rowsOfOne(io: Io, plugin: Plugin, all: boolean): Promise<Row[]> {
  const file = executable(plugin.folder, "commands");
  const said = file ? await helpOf(io, file) : "";
  const lines = said.split("\n").filter((line) => line.trim());
  if (lines.length) return lines.map(parseRow);
  const files = commandFiles(plugin);
  if (all || !files.length) return rowsOf(files);
  return [{ command: plugin.name, summary: plugin.description }];
}

/** What its help says; one that fails, or does not end in time, is named, and the others' help is shown. */
async function helpOf(io: Io, file: string): Promise<string> {
  const printed: Buffer[] = [];
  const to: Io = { ...io, stdin: Buffer.alloc(0), stdout: (chunk) => void printed.push(Buffer.from(chunk)) };
  try {
    const code = await (file.endsWith(".ts") ? execute(file, ["help"], to) : limited(to, file));
    if (code !== 0 && code !== 10) trouble(`${file} help ended with ${code}`);
  } catch (error) {
    trouble(`${file} help failed${error instanceof Exit ? "" : `: ${error instanceof Error ? error.message : error}`}`);
  }
  return Buffer.concat(printed).toString("utf8");
}

/** How long one plugin's help may take, in ms: they all are asked at once, and on a slow machine bash takes its time. */
const PATIENCE = 30_000;

function limited({ env, cwd, stdout }: Io, file: string): Promise<number> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  return new Promise((resolve, reject) => {
    const child = spawn(file, ["help"], {
      env,
      cwd,
      stdio: ["ignore", "pipe", "inherit"],
      timeout: PATIENCE,
      killSignal: "SIGKILL",
    });
    child.stdout.on("data", (chunk: Buffer) => stdout !== "inherit" && stdout(chunk));
    child.on("error", reject);
    child.on("close", (code, signal) =>
      signal ? reject(new Error(`it did not end in ${PATIENCE / 1000} s`)) : resolve(code ?? 1),
    );
  });
}
