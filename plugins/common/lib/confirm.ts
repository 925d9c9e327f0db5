import { createInterface } from "node:readline/promises";
import { Exit, type Io } from "../../../core/execute.ts";
import { trouble } from "./talk.ts";

/** Lets something be destroyed only by who types its name, or has said `--force`. `what` is as in "app", "network". */
export async function confirmDestroying(io: Io, what: string, name: string, force: boolean): Promise<void> {
  if (force || io.env.DOKKU_APPS_FORCE_DELETE === "1") return;
  trouble(`WARNING: Potentially Destructive Action\nThis command will destroy ${what} ${name}.\nTo proceed, type "${name}"`);
  if ((await firstLine(io)) !== name)
    throw new Exit(1, `Confirmation did not match ${name}. Aborted; --force needs no confirmation.`);
}

async function firstLine({ stdin }: Io): Promise<string> {
  if (stdin !== "inherit") return stdin.toString().split("\n")[0]?.trim() ?? "";
  process.stderr.write("> ");
  const lines = createInterface({ input: process.stdin });
  try {
    for await (const line of lines) return line.trim();
    return "";
  } finally {
    lines.close();
  }
}
