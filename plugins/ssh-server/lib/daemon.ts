import { keep } from "./keep.ts";

/**
 * The server as a process of its own: `node daemon.ts BIND PORT`. Its parent is told `{ address }` or `{ refused }`; without one, as in
 * the foreground, stderr has it.
 */
if (import.meta.main) await daemon(process.argv[2] ?? "127.0.0.1", Number(process.argv[3] ?? 2222));

async function daemon(bind: string, port: number): Promise<never> {
  process.title = "dokku ssh-server";
  try {
    await keep(process.env, { bind, port }, (address) => void tell({ address }).then(() => process.disconnect?.()));
    process.exit(0);
  } catch (error) {
    const refused = error instanceof Error ? error.message : String(error);
    if (!process.send) process.stderr.write(` !     ${refused}\n`);
    await tell({ refused });
    process.exit(1);
  }
}

function tell(message: Record<string, string>): Promise<void> {
  return new Promise((resolve) => (process.send ? process.send(message, () => resolve()) : resolve()));
}
