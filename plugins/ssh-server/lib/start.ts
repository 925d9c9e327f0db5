import { Exit, type Io } from "hokku";
import { becomeDaemon, type Daemon, startDaemon } from "hokku/daemon";
import { type Holder, heldBy } from "hokku/lock";
import { place } from "./place.ts";

/** Where to listen. */
export interface Where {
  readonly bind: string;
  readonly port: number;
}

/** Starts the server as a process of its own and answers its address once it listens. */
export async function start({ env }: Io, where: Where): Promise<string> {
  const { holder, isNew } = await startDaemon(server(env, where)).catch((error: Error) => {
    throw new Exit(1, `it did not start: ${advice(error.message)}`);
  });
  return isNew ? holder.what : refuse(holder);
}

/** Becomes the server, in this process, which says on stderr what happens. */
export function become({ env }: Io, where: Where): never {
  const holder = heldBy(place(env).lock);
  return holder ? refuse(holder) : becomeDaemon(server(env, where));
}

/**
 * What keeps it small: collections as soon as there is something to collect, and no optimizing compilers, whose code and working memory
 * are 20 MB that a server which mostly moves bytes never earns back. What is as large as a packet goes back to the kernel when it is freed,
 * instead of leaving a hole in the C library's heap.
 */
const FLAGS = [
  "--max-semi-space-size=1",
  "--v8-pool-size=1",
  "--optimize-for-size",
  "--max-opt=1",
  "--single-threaded-gc",
  "--expose-gc",
];
const MEMORY = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "16384", UV_THREADPOOL_SIZE: "1" };

const server = (env: Io["env"], { bind, port }: Where): Daemon => ({
  main: `${import.meta.dirname}/main.ts`,
  words: [bind, String(port)],
  flags: FLAGS,
  env: { ...env, ...MEMORY },
  lock: place(env).lock,
  log: place(env).log,
  patience: 60,
});

function refuse({ pid, what }: Holder): never {
  throw new Exit(1, `it is running already, at ${what} (process ${pid}); to move it: dokku ssh-server:stop`);
}

function advice(reason: string): string {
  if (/EADDRINUSE/.test(reason)) return `${reason}; another program listens there, choose another --port`;
  if (/EACCES/.test(reason)) return `${reason}; ports below 1024 are for root, choose a higher --port`;
  return reason;
}
