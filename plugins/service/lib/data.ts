import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { client, container, startContainer, stopContainer } from "./engine.ts";
import type { Kind, Words } from "./service.ts";
import { volumesOf } from "./shape.ts";
import type { Service } from "./state.ts";

const { closeSync, openSync, rmSync } = process.getBuiltinModule("node:fs");

/** A file that is open, or the caller's own. */
type Stream = number | "inherit" | "ignore";

/** Where what a program says goes that only reads. */
const STDERR = 2;

/** Runs a program of a service's container; its secrets are in the environment, and its stdin and stdout where they are led. */
export function inContainer(
  io: Io,
  kind: Kind,
  service: Service,
  words: Words,
  tty: boolean,
  streams: [Stream, Stream] = ["inherit", "inherit"],
): Promise<number> {
  const env = kind.secrets?.(service) ?? {};
  const keys = Object.keys(env).flatMap((key) => ["--env", key]);
  return piped(io, ["container", "exec", "-i", ...(tty ? ["-t"] : []), ...keys, service.container, ...words], env, streams);
}

function piped(io: Io, words: Words, more: Readonly<Record<string, string>>, [input, output]: [Stream, Stream]): Promise<number> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const env = { ...io.env, ...more };
  const child = spawn(client(io), words, { cwd: io.cwd, env, stdio: [input, output, "inherit"] });
  return new Promise((resolve, reject) =>
    child.on("error", reject).on("close", (code, signal) => resolve(code ?? (signal ? 130 : 1))),
  );
}

/** Writes all data of a service to a stream. */
export async function dump(io: Io, kind: Kind, service: Service, to: Stream = "inherit"): Promise<void> {
  if (!kind.dump) throw new Exit(1, `${kind.title} has no way to write its data out`);
  const code = await inContainer(io, kind, service, kind.dump(service), false, ["ignore", to]);
  if (code !== 0) throw new Exit(code, `The data of ${service.name} could not be read to its end; what was written is not whole`);
}

/** Reads them from a stream. One that is `stopped` for it is started again however that ends. */
export async function restore(io: Io, kind: Kind, service: Service, from: Stream = "inherit"): Promise<void> {
  const how = kind.restore?.(service);
  if (!how) throw new Exit(1, `${kind.title} has no way to read data in`);
  const code =
    "stopped" in how
      ? await whileStopped(io, kind, service, how.stopped, from)
      : await inContainer(io, kind, service, how as Words, false, [from, STDERR]);
  if (code !== 0) throw new Exit(code, `The data could not be read into ${service.name} to its end`);
}

async function whileStopped(io: Io, kind: Kind, service: Service, words: Words, from: Stream): Promise<number> {
  const image = `${service.image}:${service.imageVersion}`;
  const mounts = volumesOf(kind, service, service.hostRoot).map((volume) => `--volume=${volume}`);
  if (await container(io, service.container)) await stopContainer(io, service.container);
  try {
    return await piped(io, ["container", "run", "--rm", "-i", ...mounts, image, ...words], {}, [from, STDERR]);
  } finally {
    await startContainer(io, service.container);
  }
}

/** Has the data of one service in a file of the other's folder, as a pipe between them could break off unseen. */
export async function copyData(io: Io, kind: Kind, from: Service, to: Service): Promise<void> {
  const file = join(to.root, ".import");
  const open = (flags: string) => openSync(file, flags, 0o600);
  const written = open("w");
  try {
    await dump(io, kind, from, written).finally(() => closeSync(written));
    const again = open("r");
    await restore(io, kind, to, again).finally(() => closeSync(again));
  } finally {
    rmSync(file, { force: true });
  }
}
