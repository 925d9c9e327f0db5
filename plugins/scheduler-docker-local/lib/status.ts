import type { Io } from "hokku";
import { asFlags, asQuery, engine } from "hokku/engine";
import { dyno, holders } from "./state.ts";

/** Docker's word for the state of each place of the app (`running`, `exited`, `missing`), by `web.1`. One question to Docker. */
export async function statusOf(io: Io, app: string): Promise<Map<string, string>> {
  const all = holders(app, io.env);
  if (!all.length) return new Map();
  const filters = { id: all.map(({ id }) => id) };
  const words = ["container", "ls", "--all", "--no-trunc", '--format={"Id":{{json .ID}},"State":{{json .State}}}'];
  const listed = engine(io, "GET", `/containers/json${asQuery(filters, { all: "true" })}`, [...words, ...asFlags(filters)]);
  const states = parse(await listed.catch(() => ""));
  const found = (id: string) => states.find(({ Id }) => Id.startsWith(id))?.State;
  return new Map(all.map((holder) => [dyno(holder), found(holder.id) ?? "missing"]));
}

interface Listed {
  readonly Id: string;
  readonly State: string;
}

/** The engine answers one list, its client a line for each. */
const parse = (text: string): Listed[] =>
  text.startsWith("[") ? JSON.parse(text) : text.split("\n").flatMap((line) => (line ? JSON.parse(line) : []));
