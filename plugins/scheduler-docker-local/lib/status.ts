import type { Io } from "hokku";
import { asFlags, asQuery, engine } from "hokku/engine";
import { dyno, type Holder, holders } from "./state.ts";

/** Docker's word for the state of each place of the app (`running`, `exited`, `missing`), by `web.1`. */
export const statusOf = async (io: Io, app: string): Promise<Map<string, string>> =>
  new Map((await placesOf(io, app)).map((place) => [dyno(place), place.state]));

/** A place of the app, its container's state, and whether that was started less than two minutes ago. */
export interface Standing extends Holder {
  readonly state: string;
  readonly isFresh: boolean;
}

/** All places of the app, by one question to Docker. */
export async function placesOf(io: Io, app: string): Promise<Standing[]> {
  const all = holders(app, io.env);
  if (!all.length) return [];
  const filters = { id: all.map(({ id }) => id) };
  const words = [
    "container",
    "ls",
    "--all",
    "--no-trunc",
    '--format={"Id":{{json .ID}},"State":{{json .State}},"Status":{{json .Status}}}',
  ];
  const listed = engine(io, "GET", `/containers/json${asQuery(filters, { all: "true" })}`, [...words, ...asFlags(filters)]);
  const states = parse(await listed.catch(() => ""));
  return all.map((holder) => {
    const { State: state = "missing", Status = "" } = states.find(({ Id }) => Id.startsWith(holder.id)) ?? {};
    return { ...holder, state, isFresh: state === "restarting" || FRESH.test(Status) };
  });
}

/** Contract: Docker's words for how long a container is up. */
const FRESH = /^Up (Less than a second|\d+ seconds?|About a minute)\b/;

interface Listed {
  readonly Id: string;
  readonly State: string;
  readonly Status: string;
}

/** The engine answers one list, its client a line for each. */
const parse = (text: string): Listed[] =>
  text.startsWith("[") ? JSON.parse(text) : text.split("\n").flatMap((line) => (line ? JSON.parse(line) : []));
