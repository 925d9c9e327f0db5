import type { ClientRequest, IncomingMessage } from "node:http";
import { Exit, type Io } from "../../../core/execute.ts";
import { readText } from "./files.ts";
import { output } from "./run.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

const SOCKET = "/var/run/docker.sock";

/**
 * Asks the Docker engine on its own socket and answers the body. Where the engine is elsewhere, or another client is wanted
 * (DOCKER_HOST, DOCKER_CONTEXT, DOCKER_BIN), the docker client is started with `otherwise`.
 * A start of the client costs 20 ms and importing dockerode 140; this costs 3, and a deploy asks half a dozen times.
 */
export async function engine(io: Io, method: "GET" | "POST", path: string, otherwise: readonly string[]): Promise<string> {
  if (!isAtSocket(io)) return output(io, client(io), otherwise);
  const { status, body } = await send(method, path);
  if (status < 400) return body;
  throw new Exit(1, messageOf(body) || `the Docker engine answered ${status} to ${method} ${path}`);
}

/** Hears every line of what the engine streams at `path`, or the docker client with `otherwise` prints. Answers how to stop it. */
export function follow(io: Io, path: string, otherwise: readonly string[], heard: (line: string) => void): () => void {
  const { createInterface } = process.getBuiltinModule("node:readline");
  const listen = (input: NodeJS.ReadableStream) =>
    void createInterface({ input })
      .on("line", heard)
      .on("error", () => {});
  if (isAtSocket(io)) {
    const asked = request("GET", path, listen).on("error", () => {});
    asked.end();
    return () => void asked.destroy();
  }
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn(client(io), otherwise, { env: io.env, stdio: ["ignore", "pipe", "ignore"] }).on("error", () => {});
  listen(child.stdout);
  return () => void child.kill();
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

const isAtSocket = (io: Io): boolean =>
  !io.env.DOCKER_HOST && contextOf(io.env) === "default" && client(io) === "docker" && existsSync(SOCKET);

/** The docker client's context, as it finds it: DOCKER_CONTEXT, else what `docker context use` wrote down where that can be read. */
export function contextOf({ DOCKER_CONTEXT, DOCKER_CONFIG, HOME = "" }: Io["env"]): string {
  if (DOCKER_CONTEXT) return DOCKER_CONTEXT;
  try {
    const text = readText(`${DOCKER_CONFIG || `${HOME}/.docker`}/config.json`) ?? "";
    return /"currentContext"\s*:\s*"([^"]+)"/.exec(text)?.[1] ?? "default";
  } catch {
    return "default"; // in a home that is closed to this user
  }
}

function send(method: string, path: string): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const asked = request(method, path, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => void chunks.push(chunk));
      response.on("end", () => resolve({ status: response.statusCode ?? 500, body: String(Buffer.concat(chunks)) }));
    });
    asked.on("error", (error) => reject(new Exit(1, `the Docker engine does not answer on ${SOCKET}: ${error.message}`)));
    asked.end();
  });
}

/** Without an agent, which would look first whether the socket is an IPv6 address, by a pattern that takes 4 ms to compile. */
function request(method: string, path: string, heard: (response: IncomingMessage) => void): ClientRequest {
  const [http, net] = [process.getBuiltinModule("node:http"), process.getBuiltinModule("node:net")];
  return http.request({ method, path, createConnection: () => net.connect(SOCKET) }, heard);
}

function messageOf(body: string): string {
  try {
    const { message }: { message?: string } = JSON.parse(body);
    return message ?? "";
  } catch {
    return "";
  }
}
