import { Exit, type Io } from "hokku";
import { wholeStdin } from "hokku/whole-stdin";

const { fstatSync } = process.getBuiltinModule("node:fs");

/** Refuses what is no host's name or address. */
export function validHost(host: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*$|^[0-9A-Fa-f]*:[0-9A-Fa-f:.]+$/.test(host)) return host;
  throw new Exit(1, `${JSON.stringify(host)} is no host; name one as github.com`);
}

/** The password given, else what is piped in. */
export async function passwordOf(io: Io, user: string | undefined, given: string | undefined): Promise<string> {
  if (!user) return "";
  const piped =
    given || io.stdin !== "inherit" || fstatSync(0).isFIFO() ? given || String(await wholeStdin(io)).split("\n")[0] : "";
  if (piped) return piped;
  throw new Exit(1, "Missing password for netrc auth entry; give it behind the user's name or on stdin");
}
