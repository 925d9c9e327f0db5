import type { Io } from "hokku";
import { output } from "hokku/run";

/** The programs that listen on a TCP port of this host, `apache2 (process 12)`; "" where nobody does or they are not ours to see. */
export async function whoListens(io: Io, port: number): Promise<string> {
  const printed = await output(io, "ss", ["-Hltnp", `sport = :${port}`]).catch(() => "");
  const all = [...printed.matchAll(/\("([^"]+)",pid=(\d+)/g)].map(([, name, pid]) => `${name} (process ${pid})`);
  return [...new Set(all)].join(", ");
}
