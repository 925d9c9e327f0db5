import { keep } from "./keep.ts";

/** The server as a process of its own: `node daemon.ts BIND PORT`. Its parent is told `{ address }` or `{ refused }`. */
const [, , bind = "127.0.0.1", port = "2222"] = process.argv;
const tell = (message: Record<string, string>) =>
  new Promise<void>((resolve) => (process.send ? process.send(message, () => resolve()) : resolve()));
process.title = "dokku ssh-server";
try {
  await keep(process.env, { bind, port: Number(port) }, (address) => void tell({ address }).then(() => process.disconnect?.()));
  process.exit(0);
} catch (error) {
  await tell({ refused: error instanceof Error ? error.message : String(error) });
  process.exit(1);
}
