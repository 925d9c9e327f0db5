import type { Socket } from "node:net";
import type { Readable } from "node:stream";
import { Exit, type Io } from "../../../core/execute.ts";
import { engineSocket } from "./endpoint.ts";
import { output } from "./run.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * Asks the Docker engine on its own socket and answers the body. Where the engine is reached by another way (tcp, ssh), or another
 * client is wanted (DOCKER_BIN), the docker client is started with `otherwise`.
 * A start of the client costs 20 ms; this costs 3, and a deploy asks half a dozen times. `json` is sent with it; the client has `env` for what
 * its words say by name.
 */
export async function engine(
  io: Io,
  method: "GET" | "POST",
  path: string,
  otherwise: readonly string[],
  { json, env = {} }: { json?: unknown; env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  const socket = socketOf(io);
  if (!socket) return output(io, client(io), otherwise, { env });
  const sent = json === undefined ? "" : JSON.stringify(json);
  const { status, body } = await send(socket, method, path, sent).catch((error: Error) => {
    throw new Exit(1, `the Docker engine does not answer on ${socket}: ${error.message}`);
  });
  if (status < 400) return body;
  throw new Exit(1, refusalOf(status, body, `${method} ${path}`));
}

/**
 * Hears every line of what the engine streams at `path`, or the docker client with `otherwise` prints. `over` is called once if that
 * ends before it is stopped, with the reason. Answers how to stop it.
 */
export function follow(
  io: Io,
  path: string,
  otherwise: readonly string[],
  heard: (line: string) => void,
  over: (why: string) => void,
): () => void {
  let isOpen = true;
  const ended = (why: string) => {
    if (isOpen) over(why);
    isOpen = false;
  };
  const socket = socketOf(io);
  const close = socket ? streamed(socket, path, heard, ended) : printed(io, otherwise, heard, ended);
  return () => {
    isOpen = false;
    close();
  };
}

function streamed(socket: string, path: string, heard: (line: string) => void, ended: (why: string) => void): () => void {
  const connection = asked(socket, "GET", path);
  let status = 0;
  let left = "";
  connection.setEncoding("utf8").on("data", (text: string) => {
    left += text;
    if (!status) [status, left] = headOf(left) ?? [0, left];
    if (status && status < 400) left = eachLine(left, heard);
  });
  connection.on("error", (error) => ended(error.message));
  const refused = () => refusalOf(status, left, `GET ${path}`);
  connection.on("close", () => ended(status < 400 ? `the engine at ${socket} ended its stream` : refused()));
  return () => void connection.destroy();
}

function printed(io: Io, words: readonly string[], heard: (line: string) => void, ended: (why: string) => void): () => void {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn(client(io), words, { env: io.env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  lines(child.stdout, heard);
  lines(child.stderr, (line) => {
    said = line || said;
  });
  child.on("error", (error) => ended(error.message));
  child.on("close", (code) => ended(said || `${client(io)} ${words[0]} ended with exit code ${code}`));
  return () => void child.kill();
}

function lines(input: Readable, heard: (line: string) => void): void {
  let left = "";
  input.setEncoding("utf8").on("data", (text: string) => {
    left = eachLine(left + text, heard);
  });
  input.on("end", () => left && heard(left));
  input.on("error", () => {}); // a stream that breaks off is closed too, which is what counts
}

/** Tells each line that is whole, and answers the rest. */
function eachLine(text: string, heard: (line: string) => void): string {
  const whole = text.split("\n");
  const rest = whole.pop() ?? "";
  for (const line of whole) heard(line);
  return rest;
}

/** What a list of containers or images, or events, are limited to. */
export type Filters = Readonly<Record<string, readonly string[]>>;

/** Filters as the end of a path of the engine, with whatever else is asked there. */
export const asQuery = (filters: Filters, more: Readonly<Record<string, string>> = {}): string =>
  `?${new URLSearchParams({ ...more, filters: JSON.stringify(filters) })}`;

/** The same for the client. */
export const asFlags = (filters: Filters): string[] =>
  Object.entries(filters).flatMap(([name, values]) => values.map((value) => `--filter=${name}=${value}`));

/** What `inspect` answers about one thing, whether the engine or the client was asked. */
export async function inspected<T>(io: Io, kind: "image" | "container", name: string): Promise<T | undefined> {
  const found = JSON.parse(await engine(io, "GET", `/${kind}s/${encodeURI(name)}/json`, [kind, "inspect", name]));
  return [found].flat()[0];
}

const client = ({ env }: Io): string => env.DOCKER_BIN ?? "docker";

/** The socket to ask on; a client of another name than docker may speak to another engine. */
function socketOf(io: Io): string | undefined {
  const socket = client(io) === "docker" ? engineSocket(io.env) : undefined;
  return socket && existsSync(socket) ? socket : undefined;
}

function send(socket: string, method: string, path: string, sent: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const connection = asked(socket, method, path, sent);
    connection.on("data", (chunk: Buffer) => void chunks.push(chunk)).on("error", reject);
    connection.on("end", () => {
      connection.destroy();
      const answer = Buffer.concat(chunks);
      const head = answer.subarray(0, answer.indexOf("\r\n\r\n") + 4);
      const [status = 0] = headOf(`${head}`) ?? [];
      const body = answer.subarray(head.length);
      const promised = /\r\ncontent-length: *(\d+)/i.exec(`${head}`)?.[1];
      if (status && (promised === undefined || body.length === Number(promised))) resolve({ status, body: `${body}` });
      else reject(new Error("its answer broke off"));
    });
  });
}

/**
 * By hand, as node:http takes 10 ms to load: in HTTP 1.0 an answer is over when the engine hangs up. What is asked is not ended before, which the
 * engine would take for somebody who has gone.
 */
function asked(socket: string, method: string, path: string, sent = ""): Socket {
  if (!/^[!-~]+$/.test(path)) throw new Exit(1, `${JSON.stringify(path)} cannot be asked of the Docker engine`);
  const type = sent && "Content-Type: application/json\r\n";
  const length = method === "POST" ? `${type}Content-Length: ${Buffer.byteLength(sent)}\r\n` : "";
  const connection = process.getBuiltinModule("node:net").connect(socket);
  connection.write(`${method} ${path} HTTP/1.0\r\nHost: docker\r\n${length}\r\n${sent}`);
  return connection;
}

/** The status of an answer and what follows its head, once that is whole. */
function headOf(answer: string): [status: number, rest: string] | undefined {
  const end = answer.indexOf("\r\n\r\n");
  return end < 0 ? undefined : [Number(/^HTTP\/1\.\d (\d{3})/.exec(answer)?.[1] ?? 0), answer.slice(end + 4)];
}

const refusalOf = (status: number, body: string, asked: string): string =>
  messageOf(body) || `the Docker engine answered ${status} to ${asked}`;

function messageOf(body: string): string {
  try {
    const { message }: { message?: string } = JSON.parse(body);
    return message ?? "";
  } catch {
    return "";
  }
}
