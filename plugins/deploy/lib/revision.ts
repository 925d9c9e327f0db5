import type { Io } from "hokku";
import { storedEnvironment } from "hokku/environment";
import { properties } from "hokku/properties";
import { asRevision } from "hokku/revision";

/** The config variable that holds the commit, or "" where that was turned off. Contract: property `rev-env-var`. */
export function revisionVariable(app: string, env: Io["env"]): string {
  const git = properties("git", env);
  return git.get(app, "rev-env-var") || (git.keys(app).includes("rev-env-var") ? "" : "GIT_REV");
}

/** What is done with this is done for a deploy of that commit. */
export function deploying(io: Io, app: string, commit: string): Io {
  const name = revisionVariable(app, io.env);
  const before = (name && storedEnvironment(app, io.env).get(name)) || "";
  return { ...io, env: { ...io.env, ...asRevision(app, { commit, name, before }) } };
}
