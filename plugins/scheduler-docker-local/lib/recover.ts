import { detail, type Io } from "hokku";
import { docker } from "./docker.ts";
import { type Journal, readJournal } from "./journal.ts";
import { finishSwitch, undoStart, undoSwitch } from "./switch.ts";

/**
 * Finishes or takes back what a deploy of this app left when it was cut short, by `kill -9` or a power cut. The caller holds
 * the app's deploy lock, so whoever wrote the journal is gone.
 */
export async function recover(io: Io, app: string): Promise<void> {
  const journal = readJournal(app, io.env);
  if (!journal) return;
  if (journal.phase === "starting") {
    detail(io, `The last deploy of ${app} was cut short before the switch; taking it back`);
    await undoStart(io, app, journal);
    return forgetImage(io, journal);
  }
  const ids = journal.upcoming.map(({ id }) => id);
  const found = ids.length
    ? await docker(io, ["container", "ls", "--all", "--quiet", "--no-trunc", ...ids.map((id) => `--filter=id=${id}`)])
    : "";
  const complete = ids.every((id) => found.includes(id));
  detail(io, `The last deploy of ${app} was cut short within the switch; ${complete ? "finishing" : "undoing"} it`);
  const { source: HOKKU_SOURCE, revision: HOKKU_REVISION, build: DOKKU_BUILD_ID, rollback: HOKKU_ROLLBACK } = journal;
  const theirs = { ...io, env: { ...io.env, HOKKU_SOURCE, HOKKU_REVISION, DOKKU_BUILD_ID, HOKKU_ROLLBACK } };
  if (complete) return finishSwitch(theirs, app, journal);
  await undoSwitch(io, app, journal);
  await forgetImage(io, journal);
}

/** The image that was to run, where it has lost its name: it has no container any more. */
async function forgetImage(io: Io, { image = "" }: Journal): Promise<void> {
  const { removeImages } = await import("./retire.ts");
  await removeImages(io, new Set([image]));
}
