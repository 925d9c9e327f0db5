import { Exit, type Io } from "hokku";
import { exclusively } from "hokku/exclusive";
import { properties } from "hokku/properties";

/** Changes an app's list of buildpacks while nobody else does, and answers the new one. */
export function changeList(
  io: Io,
  app: string,
  change: (list: readonly string[]) => string[],
): Promise<{ app: string; buildpacks: string[] }> {
  return exclusively(io, "buildpacks", app, () => {
    const own = properties("buildpacks", io.env);
    const buildpacks = change(own.list(app, "buildpacks"));
    own.setList(app, "buildpacks", buildpacks);
    return { app, buildpacks };
  });
}

/** A buildpack's address; `heroku/nodejs` stands for its repository at GitHub. Contract: Dokku's shorthand. */
export function validBuildpack(given: string): string {
  const [, owner, name] = /^([\w-]+)\/([\w-]+)$/.exec(given) ?? [];
  if (owner) return `https://github.com/${owner === "heroku-community" ? "heroku" : owner}/heroku-buildpack-${name}.git`;
  if (/^(https?:\/\/|git:\/\/|git@)[^/:\s]+(:\d+)?[/:][^\s]+$/.test(given)) return given;
  throw new Exit(1, `Invalid buildpack specified: ${given}; name one as heroku/nodejs or https://host/owner/buildpack.git`);
}
