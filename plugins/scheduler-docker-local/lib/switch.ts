import { detail, Exit, type Io, step, trigger, trouble } from "hokku";
import { forgetKeptImage } from "hokku/deploy/kept-image";
import { engine } from "hokku/engine";
import { settleRevision } from "hokku/revision";
import { dockerMaybe, removed } from "./docker.ts";
import { clearJournal, type Journal, type Outgoing, type Upcoming, writeJournal } from "./journal.ts";
import { freePorts, ledger } from "./ledger.ts";
import { changeRetired, registerRetired, sameContainer } from "./retired.ts";
import { dyno, writeState } from "./state.ts";

/**
 * Makes the new release the one that runs: state files, names, proxy. Everything here can be done twice, as whoever finds
 * the journal of a deploy that was cut short does it again. When the proxy cannot follow, the old release comes back.
 */
export async function finishSwitch(io: Io, app: string, journal: Journal): Promise<void> {
  const { upcoming, outgoing, after, tag, wait } = journal;
  writeState(app, io.env, after);
  const ids = outgoing.map(({ id }) => id);
  const registered = ids.length ? registerRetired(io.env, app, ids, wait) : undefined;
  const aside = [registered, renameAll(io, app, upcoming, outgoing)];
  const isAside = Promise.all(aside);
  isAside.catch(() => {}); // waited for below
  const [port, ip] = [after["PORT.web.1"] ?? "", after["IP.web.1"] ?? ""];
  step(io, "Running post-deploy");
  try {
    for (const type of new Set(upcoming.map((container) => container.type)))
      await trigger(io, "scheduler-post-deploy-process", app, type);
    await trigger(io, "core-post-deploy", app, port, ip, tag);
    await isAside;
  } catch (error) {
    await Promise.allSettled(aside);
    await undoSwitch(io, app, journal);
    throw error;
  }
  try {
    await settleRevision(io, app);
    forgetKeptImage(io, app);
    await trigger(io, "release-live", app, tag, journal.image);
    await trigger(io, "post-deploy", app, port, ip, tag);
  } catch (error) {
    // The release serves: to call the push refused would leave the branch behind what runs.
    trouble(`The new release is live, but what follows a deploy failed: ${reason(error)}`);
  } finally {
    clearJournal(app, io.env);
  }
}

/** A hook's failure often has no words but whose it is and its exit code. */
function reason(error: unknown): string {
  const { message = String(error), origin = "", code = 1 }: { message?: string; origin?: string; code?: number } = Object(error);
  return message || `${origin} ended with exit code ${code}`;
}

/**
 * Takes a switch back: state, names and proxy are as they were, the new containers are gone. They go last: the proxy may have taken them, though
 * it said that it could not.
 */
export async function undoSwitch(io: Io, app: string, journal: Journal): Promise<void> {
  const { before, outgoing, tag } = journal;
  writeState(app, io.env, before);
  await changeRetired(io.env, (list) => list.filter(({ id }) => !outgoing.some((old) => sameContainer(old.id, id))));
  if (outgoing.length)
    await trigger(io, "core-post-deploy", app, before["PORT.web.1"] ?? "", before["IP.web.1"] ?? "", tag).catch(() => {});
  await undoStart(io, app, writeJournal(app, io.env, { ...journal, phase: "starting" }));
}

/**
 * Takes a start back: the new containers and their ports are gone, what had to stop for them runs again, and what runs has its name. Where the
 * engine has died, whoever finds the journal does it again.
 */
export async function undoStart(io: Io, app: string, { upcoming, outgoing, stopped }: Journal): Promise<void> {
  const gone = await removed(
    io,
    upcoming.flatMap(({ name, id }) => (id ? [name, id] : [name])),
  );
  if (stopped.length) await dockerMaybe(io, ["container", "start", ...stopped]);
  if (!gone) return;
  const mine = new Set(upcoming.map(({ name }) => name));
  freePorts(
    io.env,
    app,
    ledger(io.env).flatMap(({ port, container }) => (mine.has(container) ? port : [])),
  );
  await Promise.all(outgoing.map((old) => rename(io, old.id, `${app}.${dyno(old)}`)));
  clearJournal(app, io.env);
}

async function renameAll(io: Io, app: string, upcoming: readonly Upcoming[], outgoing: readonly Outgoing[]): Promise<void> {
  await Promise.all(outgoing.map(({ id, name }) => rename(io, id, name)));
  await Promise.all(upcoming.map((container) => rename(io, container.id, `${app}.${dyno(container)}`)));
}

/** Names a container; one that has the name already, or is gone, is no trouble. Whoever else holds the name makes way. */
async function rename(io: Io, id: string, name: string): Promise<void> {
  try {
    await engine(io, "POST", `/containers/${id}/rename?name=${encodeURIComponent(name)}`, ["container", "rename", id, name]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (/same name as|No such container|Renaming a container with the same name/i.test(why)) return;
    if (!/already in use/i.test(why)) return trouble(`Container ${id.slice(0, 12)} keeps its name: ${why}`);
    await dockerMaybe(io, ["container", "rename", name, `${name}.${Date.now()}`]);
    await dockerMaybe(io, ["container", "rename", id, name]);
  }
}

/** Says why a deploy ended early, once what it started is gone. */
export function deployFailure(io: Io, app: string, hadOld: boolean, error: unknown): Exit {
  const why = error instanceof Error ? error.message : String(error);
  detail(io, hadOld ? `The release that was running before still runs` : `Nothing of ${app} runs`);
  return new Exit(error instanceof Exit ? error.code : 1, why);
}
