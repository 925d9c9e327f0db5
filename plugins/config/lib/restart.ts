import { answer, Exit, type Io, step, trigger } from "hokku";
import { isDeployed } from "hokku/deploy/deployed";
import { GLOBAL } from "hokku/scope";

/**
 * Puts changed variables to work: a deployed app is released and deployed again. Not with `--no-restart`, as a flag of the
 * command or of `dokku`; not with `DOKKU_CONFIG_RESTART=false`, for an app that `ps:set restore false` keeps down, or inside a
 * deploy of the same app, which reads the new values anyway.
 */
export async function restart(io: Io, scope: string, noRestart: boolean): Promise<void> {
  if (scope === GLOBAL || noRestart || unwanted(io, scope) || !(await isDeployed(io, scope))) return;
  if ((await answer(io, "ps-get-property", scope, "restore")) === "false") return;
  step(io, `Restarting app ${scope}`);
  try {
    await trigger(io, "release-and-deploy", scope, "latest", "config-redeploy");
  } catch (error) {
    if (!(error instanceof Exit)) throw error;
    const why = error.message && `: ${error.message}`;
    throw new Exit(error.code, `The variables are stored, but ${scope} could not be restarted with them${why}`);
  }
}

function unwanted({ env }: Io, app: string): boolean {
  const { DOKKU_CONFIG_RESTART, DOKKU_GLOBAL_FLAGS = "", DOKKU_DEPLOYING } = env;
  return DOKKU_CONFIG_RESTART === "false" || DOKKU_GLOBAL_FLAGS.includes("--no-restart") || DOKKU_DEPLOYING === app;
}
