import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "hokku";
import { asRoot, nginx, nginxProgram } from "./program.ts";

const { mkdtempSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** What nginx says against a configuration, in its own words, and the file and line it names. */
export interface Complaint {
  readonly words: string;
  readonly file: string;
  readonly line: number;
}

/** What every vhost may count on, whoever includes it. */
export const SHARED = `map $http_upgrade $connection_upgrade {
  default upgrade;
  ''      close;
}
`;

/** Asks nginx about one vhost in a configuration of its own, so that nobody else's mistake matters. */
export async function complaintAlone(io: Io, file: string): Promise<Complaint | undefined> {
  const program = nginxProgram(io.env);
  const folder = mkdtempSync(join(tmpdir(), "hokku-nginx-"));
  try {
    const own = join(folder, "nginx.conf");
    const http = `  access_log off;\n  server_names_hash_bucket_size 512;\n${SHARED}  include ${quoted(file)};\n`;
    writeFileSync(own, `pid ${folder}/pid;\nevents {}\nhttp {\n${http}}\n`);
    return await complaint(() => asRoot(io, program, ["-t", "-c", own]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Asks nginx about everything it would load on this host. */
export const complaintOfHost = (io: Io): Promise<Complaint | undefined> => complaint(() => nginx(io, "-t"));

/** Whether the host's configuration is valid and has this file in it. */
export async function isLoadedByHost(io: Io, file: string): Promise<boolean> {
  const all = await nginx(io, "-t", "-T").catch(() => "");
  return all.includes(`# configuration file ${file}:`);
}

/** Whether a word is anywhere in what the host's nginx loads; true too where that cannot be read. */
export async function isKnownToHost(io: Io, word: string): Promise<boolean> {
  const all = await nginx(io, "-t", "-T").catch(() => "");
  return all === "" || all.includes(word);
}

async function complaint(ask: () => Promise<string>): Promise<Complaint | undefined> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    const printed = error instanceof Error ? error.message : String(error);
    const complaints = printed
      .split("\n")
      .filter((text) => /\[(emerg|crit|alert)\]|^sudo:/.test(text) && !/could not open error log/.test(text));
    const words = (complaints.length ? complaints : [printed]).map((text) => text.replace(/^nginx: (\[\w+\] )?/, "")).join("\n");
    const [, file = "", line = "0"] = /(?: in |file )"?(\/[^\s:"]+)"?:(\d+)/.exec(words) ?? [];
    return { words, file, line: Number(line) };
  }
}

const quoted = (path: string): string => `"${path.replace(/["\\$]/g, "\\$&")}"`;
