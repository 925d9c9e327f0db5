import type { Io } from "../../../core/execute.ts";

type Env = Io["env"];

/** Property of git with the commit that runs. */
export const DEPLOYED = "deployed-revision";

/** A commit on its way to be an app's release. */
export interface Revision {
  readonly commit: string;
  /** Config variable that holds the commit, or "" where the app has none. */
  readonly name: string;
  /** Value of the variable when the deploy began, "" where there was none. */
  readonly before: string;
}

/**
 * Tells the programs of a deploy, and nobody else, which commit it is: the variables of the app name the commit that runs until the new
 * release is live, so a deploy that fails or is killed leaves nothing to take back. `config/internal-functions` reads it as well.
 */
export const asRevision = (app: string, { commit, name, before }: Revision) => ({
  HOKKU_REVISION: [app, commit, name, before].join(" "),
});

/** The commit that this process is deploying to the app, if it does. */
export function revisionOf(app: string, { HOKKU_REVISION = "" }: Env): Revision | undefined {
  if (!HOKKU_REVISION.startsWith(`${app} `)) return undefined;
  const [, commit = "", name = "", ...before] = HOKKU_REVISION.split(" ");
  return { commit, name, before: before.join(" ") };
}

/** Puts the commit over the stored variables, unless a hook of the deploy has set the variable itself. */
export function withRevision(app: string, env: Env, stored: Map<string, string>): Map<string, string> {
  const { name, commit, before } = revisionOf(app, env) ?? {};
  if (name && commit && (stored.get(name) ?? "") === before) stored.set(name, commit);
  return stored;
}

/**
 * The release of this process's commit is live: from now on everybody is told so. May be done twice. Where building and deploying are two
 * commands (`HOKKU_BUILT`), the build is the last that knows the commit.
 */
export async function settleRevision(io: Io, app: string): Promise<void> {
  const revision = revisionOf(app, io.env);
  if (!revision) return;
  const { trigger } = await import("../../../hooks/hook.ts");
  const { properties } = await import("./properties.ts");
  const { storedEnvironment } = await import("./environment.ts");
  const { commit, name, before } = revision;
  if (io.env.HOKKU_BUILT !== app) properties("git", io.env).set(app, DEPLOYED, commit);
  if (!name || commit === before || (storedEnvironment(app, io.env).get(name) ?? "") !== before) return;
  const quiet: Io = { ...io, env: { ...io.env, DOKKU_QUIET_OUTPUT: "1" } };
  await trigger(quiet, "config-set", "--no-restart", app, `${name}=${commit}`);
}
