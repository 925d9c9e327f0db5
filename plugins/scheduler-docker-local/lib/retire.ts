import { detail, type Io, trigger, trouble } from "hokku";
import { isApp } from "hokku/apps";
import ps from "hokku/settings/ps";
import { docker, dockerMaybe } from "./docker.ts";
import { inspectedRows } from "./inspect-those.ts";
import { readJournal } from "./journal.ts";
import { dropOutdated, keepOutput } from "./kept-output.ts";
import { appOf, freePorts, ledger } from "./ledger.ts";
import { changeRetired, type Retired, retired, sameContainer } from "./retired.ts";
import { holders } from "./state.ts";

/**
 * Stops and removes the old containers whose time has come, of one app or of all, then their ports and unused images. What they have printed is
 * kept, as far as it is to be, and what was kept for long enough goes.
 */
export async function retire(io: Io, app = ""): Promise<void> {
  dropOutdated(io.env, app);
  const now = Math.floor(Date.now() / 1000);
  const all = retired(io.env).filter((entry) => entry.due <= now && (!app || entry.app === app));
  const due = all.filter((entry) => !isLeaving(io, entry)); // asked after the list, which a deploy writes later than its journal
  if (!due.length) return;
  const facts = await factsOf(io, due);
  for (const [name, entries] of Map.groupBy(due, (entry) => entry.app)) await retireOf(io, name, entries, facts);
  await removeImages(io, new Set(facts.values().map(({ image }) => image)));
}

/** Whether a deploy that goes on is about to let the container go: until its switch is done, the proxy may still lead there. */
const isLeaving = (io: Io, { app, id }: Retired): boolean =>
  readJournal(app, io.env)?.outgoing.some((old) => sameContainer(old.id, id)) ?? false;

interface Facts {
  readonly image: string;
  readonly ports: readonly number[];
}

async function retireOf(io: Io, app: string, entries: readonly Retired[], facts: Map<string, Facts>): Promise<void> {
  const seconds = ps.of(app, "stop-timeout-seconds", io.env);
  const there = entries.filter(({ id }) => facts.has(id)).map(({ id }) => id);
  for (const id of there) detail(io, `Attempting to retire ${app} container ${id.slice(0, 12)}`);
  if (there.length) await dockerMaybe(io, ["container", "stop", `--time=${seconds}`, ...there]);
  await keepOutput(io, app, () => there);
  if (there.length) await dockerMaybe(io, ["container", "rm", "--force", "--volumes", ...there]);
  const left = await factsOf(io, entries);
  for (const id of left.keys()) {
    trouble(`Container ${id.slice(0, 12)} of ${app} cannot be stopped; it is tried again at the next dokku ps:retire`);
    await trigger(io, "retire-container-failed", app, id);
  }
  const gone = entries.filter(({ id }) => !left.has(id));
  freePorts(
    io.env,
    app,
    gone.flatMap(({ id }) => facts.get(id)?.ports ?? []),
  );
  if (gone.some(({ id }) => !facts.has(id))) await freeLost(io, app);
  await changeRetired(io.env, (list) => list.filter(({ id }) => !gone.some((entry) => entry.id === id)));
}

/**
 * Frees the ports of an app that no container has: who retired it was killed before it could. Asked in this order, a deploy that goes on is seen
 * by its journal, and one that has just ended by its containers.
 */
async function freeLost(io: Io, app: string): Promise<void> {
  const claimed = ledger(io.env).filter((entry) => appOf(entry) === app);
  if (readJournal(app, io.env)) return;
  const words = ["container", "ls", "--all", `--filter=label=com.dokku.app-name=${app}`, '--format={{.Label "com.hokku.ports"}}'];
  const held = new Set((await docker(io, words)).split(/[\n,]/).map(Number));
  freePorts(
    io.env,
    app,
    claimed.flatMap(({ port }) => (held.has(port) ? [] : port)),
  );
}

/** Image and ports by id, of those containers that exist. One docker command, however many there are. */
async function factsOf(io: Io, entries: readonly Retired[]): Promise<Map<string, Facts>> {
  const columns = ["{{.Id}}", "{{.Image}}", '{{index .Config.Labels "com.hokku.ports"}}'];
  const rows = await inspectedRows(
    io,
    columns,
    entries.map(({ id }) => id),
  );
  return new Map(
    rows.flatMap(([full = "", image = "", ports = ""]) => {
      const entry = entries.find(({ id }) => full && sameContainer(full, id));
      return entry ? [[entry.id, { image, ports: ports.split(",").filter(Boolean).map(Number) }] as [string, Facts]] : [];
    }),
  );
}

/** Removes those of these images that have no name: Docker refuses those that a container runs. */
export async function removeImages(io: Io, images: ReadonlySet<string>): Promise<void> {
  if (!images.size) return;
  const untagged = (await dockerMaybe(io, ["image", "ls", "--quiet", "--no-trunc", "--filter=dangling=true"])).split("\n");
  const unused = untagged.filter((id) => images.has(id));
  if (unused.length) await dockerMaybe(io, ["image", "rm", ...unused]);
}

/** Frees ports and removes containers that no journal, list or container accounts for: what `kill -9` can leave. */
export async function sweep(io: Io): Promise<void> {
  const listed = await docker(io, [
    "container",
    "ls",
    "--all",
    "--no-trunc",
    "--filter=label=com.dokku.container-type=deploy",
    `--format=${ROW}`,
  ]);
  const rows = listed
    .split("\n")
    .filter(Boolean)
    .map((line) => line.split("|"));
  const held = new Set(rows.flatMap(([, , , ports = ""]) => ports.split(",").filter(Boolean).map(Number)));
  const old = Date.now() - 60_000;
  const busy = (app: string) => readJournal(app, io.env) !== undefined;
  for (const entry of ledger(io.env)) {
    const app = appOf(entry);
    if (!held.has(entry.port) && entry.since < old && !busy(app)) freePorts(io.env, app, [entry.port]);
  }
  const serves = (app: string, id: string) =>
    isApp(app, io.env) && holders(app, io.env).some((holder) => sameContainer(holder.id, id));
  const strays = rows.filter(
    ([id = "", name = "", app = "", , created = ""]) =>
      isUpcoming(name) && Date.parse(created) < old && !busy(app) && !serves(app, id),
  );
  if (strays.length) await dockerMaybe(io, ["container", "rm", "--force", "--volumes", ...strays.map(([id = ""]) => id)]);
}

const ROW = '{{.ID}}|{{.Names}}|{{.Label "com.dokku.app-name"}}|{{.Label "com.hokku.ports"}}|{{.CreatedAt}}';
const isUpcoming = (name: string): boolean => /\.upcoming-\d+$/.test(name);
