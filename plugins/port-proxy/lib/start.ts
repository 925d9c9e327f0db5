import { type Io, trouble } from "hokku";
import { startDaemon } from "hokku/daemon";
import { readText } from "hokku/files";
import { places } from "./places.ts";

/** Small: it copies bytes and keeps nothing. These bound what the engine sets aside. */
const FLAGS = ["--max-old-space-size=32", "--max-semi-space-size=1", "--no-warnings"];

/** Sees to it that the daemon runs; with a port, also that it listens there for the app. Safe to call at any time. */
export async function ensureRunning({ env }: Io, app = "", port = 0): Promise<void> {
  const { listening, lock, log } = places(env);
  /** Who holds the lock, and not one before it, has said so. */
  const isReady = ({ pid }: { readonly pid: number }) => {
    const told: { pid?: number; ports?: Record<string, string> } = JSON.parse(readText(listening) ?? "{}");
    return told.pid === pid && (!port || told.ports?.[port] === app);
  };
  const main = `${import.meta.dirname}/serve.ts`;
  await startDaemon({ main, flags: FLAGS, env, lock, log, isReady, patience: 5 }).catch((error: Error) =>
    trouble(`The port proxy does not listen${port ? ` on port ${port}` : ""}: ${error.message}`),
  );
}
