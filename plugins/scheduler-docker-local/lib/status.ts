import { execFile } from "node:child_process";
import type { Io } from "hokku";
import { dockerBin } from "./docker.ts";
import { dyno, holders } from "./state.ts";

/** Docker's word for the state of each place of the app (`running`, `exited`, `missing`), by `web.1`. One docker command. */
export async function statusOf(io: Io, app: string): Promise<Map<string, string>> {
  const all = holders(app, io.env);
  if (!all.length) return new Map();
  const words = ["container", "inspect", "--format={{.Id}} {{.State.Status}}", ...all.map(({ id }) => id)];
  const printed = await new Promise<string>((resolve) => {
    execFile(dockerBin(io), words, { env: io.env }, (_error, stdout) => resolve(stdout));
  });
  const states = new Map(printed.split("\n").map((line) => [line.split(" ")[0] ?? "", line.split(" ")[1] ?? ""]));
  const found = (id: string) => [...states].find(([full]) => full.startsWith(id))?.[1];
  return new Map(all.map((holder) => [dyno(holder), found(holder.id) ?? "missing"]));
}
