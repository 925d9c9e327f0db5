import { Exit, type Io } from "hokku";
import { readText, replaceFile } from "hokku/files";
import { complaintAlone, complaintOfHost, isLoadedByHost } from "./check.ts";
import { reload } from "./control.ts";
import { heal } from "./heal.ts";
import type { Mapping } from "./ports.ts";
import { isRestoring } from "./restoring.ts";
import { keepGood, keepInvalid, restoreGood, vhostFile } from "./vhost-file.ts";
import { whoListens } from "./who-listens.ts";

/**
 * Lets nginx take the vhost that has just been written. It is tried alone, then together with all others; if it is the one to
 * blame, the last good one comes back and nginx's own words are thrown. Somebody else's mistake does not stop it.
 * In a restore it is only tried alone: `activateAll` comes after the last.
 */
export async function activate(io: Io, app: string, maps: readonly Mapping[]): Promise<void> {
  const file = vhostFile(app, io.env);
  const alone = await complaintAlone(io, file);
  if (alone && !(await isLoadedByHost(io, file))) throw refused(io, app, alone.words);
  if (io.env.HOKKU_NGINX_RELOAD === "0") return keepGood(app, io.env);
  if (isRestoring(io)) return;
  if (await complaintOfHost(io)) await withOthers(io, app);
  await refuseTaken(io, app, maps);
  await reload(io, app);
  keepGood(app, io.env);
}

/** All together are refused: either because of this vhost, or of another that is mended first. */
async function withOthers(io: Io, app: string): Promise<void> {
  const file = vhostFile(app, io.env);
  const wanted = readText(file) ?? "";
  const complaint = await complaintOfHost(io);
  restoreGood(app, io.env);
  if (complaint && (await complaintOfHost(io))) await heal(io);
  else {
    replaceFile(file, wanted);
    throw refused(io, app, complaint?.words ?? "");
  }
  replaceFile(file, wanted);
  const still = await complaintOfHost(io);
  if (still) throw refused(io, app, still.words);
}

/** nginx itself only logs that it cannot have a port, and goes on with what it had. */
async function refuseTaken(io: Io, app: string, maps: readonly Mapping[]): Promise<void> {
  for (const port of new Set(maps.map(({ host }) => host))) {
    const who = await whoListens(io, Number(port));
    if (who && !/nginx|openresty/.test(who))
      throw refused(io, app, `port ${port} is taken by ${who}; stop that one, or use another port: dokku ports:set ${app} <map>`);
  }
}

function refused(io: Io, app: string, words: string): Exit {
  const aside = keepInvalid(app, io.env);
  const had = restoreGood(app, io.env);
  const now = had ? "The vhost that was there before still serves it." : `${app} has no vhost now.`;
  return new Exit(1, `nginx refuses the vhost of ${app}:\n${words}\n${now}${aside && ` The refused one is ${aside}`}`);
}
