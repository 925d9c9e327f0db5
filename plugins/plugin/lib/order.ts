import { join } from "node:path";
import { Exit, type Io, trouble } from "hokku";
import { exclusively } from "hokku/exclusive";
import { replaceFile } from "hokku/files";
import { contents, plugins } from "hokku/plugin-list";
import { manifestOf } from "./manifest.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

/** Who is to be asked before whom. */
type Edge = readonly [first: string, then: string];

/** The file in which the core and `find-hooks` look, each line a plugin and what stands for its name in the order of names. */
export const orderFile = ({ PLUGIN_PATH = "" }: Io["env"]): string => join(PLUGIN_PATH, ".order");

/**
 * Works out in which order plugins are asked, and writes it down. Called when one comes, goes or changes, so that no trigger has to. Plugins
 * whose `plugin.toml` cannot be read are named and keep the place of their name; so do those that stand in a circle, which only somebody who
 * writes into the folders by hand can make.
 */
export async function writeOrder(io: Io): Promise<void> {
  await exclusively(io, "plugin", "order", () => {
    contents.clear();
    const enabled = plugins(io.env);
    const file = orderFile(io.env);
    let lines = "";
    try {
      lines = linesOf(places([...enabled.keys()], edgesOf(enabled)));
    } catch (error) {
      trouble(`Plugins are asked in the order of their names: ${error instanceof Error ? error.message : error}`);
    }
    if (lines) replaceFile(file, lines);
    else rmSync(file, { force: true });
    contents.clear();
  });
}

/** Refuses a plugin that would close a circle if it were enabled. Its folder may be anywhere yet; a circle of others is not its fault. */
export function refuseCircle(name: string, folder: string, env: Io["env"]): void {
  const enabled = new Map([...plugins(env), [name, folder]]);
  try {
    places([...enabled.keys()], edgesOf(enabled));
  } catch (error) {
    if (!(error instanceof Circle) || error.names.includes(name)) throw error;
  }
}

/** What the plugins that are enabled want of each other; one that is not there is nobody's concern. */
function edgesOf(enabled: ReadonlyMap<string, string>): {
  readonly edges: readonly Edge[];
  readonly movers: ReadonlySet<string>;
} {
  const wanted = [...enabled].flatMap(([name, folder]) => {
    const { before, after } = wishes(folder);
    const edges = [...before.map((other): Edge => [name, other]), ...after.map((other): Edge => [other, name])];
    const counting = edges.filter(([first, then]) => enabled.has(first) && enabled.has(then));
    return counting.length ? [{ name, edges: counting }] : [];
  });
  return { edges: wanted.flatMap(({ edges }) => edges), movers: new Set(wanted.map(({ name }) => name)) };
}

function wishes(folder: string): { readonly before: readonly string[]; readonly after: readonly string[] } {
  try {
    return manifestOf(folder);
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    trouble(`${error.message}; it is asked in the place of its name`);
    return { before: [], after: [] };
  }
}

/**
 * The names in their order. Those that want a place are put as near to their name's as they may be, and all others stay; where that cannot be, as
 * one wants to stand between two whose names are the other way round, each goes as soon as all that have to be before it have gone.
 */
export function places(
  names: readonly string[],
  { edges, movers }: { readonly edges: readonly Edge[]; readonly movers: ReadonlySet<string> },
): { readonly order: readonly string[]; readonly movers: ReadonlySet<string> } {
  const sorted = [...new Set(names)].sort((a, b) => (a < b ? -1 : 1));
  const strict = inTurn(sorted, edges);
  const order = sorted.filter((name) => !movers.has(name));
  for (const name of strict.filter((one) => movers.has(one))) {
    const from = Math.max(-1, ...edges.filter(([, then]) => then === name).map(([first]) => order.indexOf(first))) + 1;
    const others = edges.filter(([first]) => first === name).map(([, then]) => order.indexOf(then));
    const to = Math.min(order.length, ...others.filter((at) => at >= 0));
    if (from > to) return { order: strict, movers };
    const own = order.findIndex((other, at) => at >= from && !movers.has(other) && other > name);
    order.splice(Math.min(to, own < 0 ? order.length : own), 0, name);
  }
  return { order, movers };
}

/** The least name first that waits for nobody. Throws where all that are left wait for each other. */
function inTurn(sorted: readonly string[], edges: readonly Edge[]): string[] {
  const [left, order] = [new Set(sorted), [] as string[]];
  const waits = (name: string) => edges.find(([first, then]) => then === name && left.has(first))?.[0];
  while (left.size) {
    const next = [...left].find((name) => waits(name) === undefined);
    if (next === undefined) throw new Circle(circleFrom([...left][0] ?? "", waits));
    left.delete(next);
    order.push(next);
  }
  return order;
}

/** Plugins that each want to be asked before the next, the last one before the first, which stands at both ends. */
class Circle extends Exit {
  readonly names: readonly string[];
  constructor(names: readonly string[]) {
    const said = names.join(" before ");
    const why = `The plugins ${said} stand in a circle, by before and after in their plugin.toml`;
    super(1, `${why}; disable one of them: dokku plugin:disable ${names[0]}`);
    this.names = names;
  }
}

function circleFrom(start: string, waits: (name: string) => string | undefined): string[] {
  const path = [start];
  for (let next = waits(start); next !== undefined; next = waits(next)) {
    path.push(next);
    if (path.indexOf(next) < path.length - 1) break;
  }
  return path.slice(path.indexOf(path.at(-1) ?? "")).reverse();
}

/** Those that stand elsewhere than by name, behind the last one that stands by its own. Contract: `#` is less than all that names are made of. */
export function linesOf({ order, movers }: { readonly order: readonly string[]; readonly movers: ReadonlySet<string> }): string {
  let [last, moved] = ["", 0];
  const lines: string[] = [];
  for (const name of order) {
    if (name > last && !movers.has(name)) [last, moved] = [name, 0];
    else lines.push(`${name} ${last}#${String(moved++).padStart(3, "0")}\n`);
  }
  return lines.join("");
}
