import { answer, type Io, trigger } from "hokku";
import { properties } from "hokku/properties";

/** Property with the commit that runs. GIT_REV cannot say so: a build is told its commit before anybody knows how it ends. */
export const DEPLOYED = "deployed-revision";

/** The config variable that holds the commit, or "" where that was turned off. Contract: property `rev-env-var`. */
export function revisionVariable(app: string, env: Io["env"]): string {
  const git = properties("git", env);
  return git.get(app, "rev-env-var") || (git.keys(app).includes("rev-env-var") ? "" : "GIT_REV");
}

/** Tells the app which commit it is, while `work` is done and, if that succeeds, from then on. */
export async function withRevision(io: Io, app: string, revision: string, work: () => Promise<void>): Promise<void> {
  const name = revision && revisionVariable(app, io.env);
  if (!name) return work();
  const before = await answer(io, "config-get", app, name).catch(() => "");
  if (before === revision) return work();
  await set(io, app, name, revision);
  try {
    await work();
  } catch (error) {
    if (before) await set(io, app, name, before);
    else await trigger(quiet(io), "config-unset", "--no-restart", app, name);
    throw error;
  }
}

function set(io: Io, app: string, name: string, value: string): Promise<void> {
  return trigger(quiet(io), "config-set", "--no-restart", app, `${name}=${value}`);
}

const quiet = (io: Io): Io => ({ ...io, env: { ...io.env, DOKKU_QUIET_OUTPUT: "1" } });
