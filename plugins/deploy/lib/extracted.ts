import { basename, dirname, join } from "node:path";
import type { Io } from "hokku";
import { readText, replaceFile } from "hokku/files";
import { startOf } from "hokku/lock";

const { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/**
 * A file that comes with the source (Procfile, app.json, CHECKS) and belongs to one release. Until that release is live it
 * lies beside the old one and only the deploy that brought it sees it: a failed build changes nothing for a later restart.
 * Contract: Dokku's `$DOKKU_LIB_ROOT/data/<plugin>/<app>/<name>`; what is pending carries its `sourceOf` in its name.
 */
export function extracted(plugin: string, name: string, app: string, env: Io["env"]) {
  const live = join(env.DOKKU_LIB_ROOT ?? "", "data", plugin, app, name);
  const pending = `${live}.${sourceOf(app, env)}`;
  const missing = `${pending}.missing`;
  return {
    /** What this process has to go by, or undefined where the release has no such file. */
    text(): string | undefined {
      return readText(pending) ?? (existsSync(missing) ? undefined : readText(live));
    },
    /** Where it lies until the release is live. */
    pending,
    /** Keeps what the new source brought, or that it brought nothing. */
    take(text: string | undefined): void {
      forgetOthers(live);
      mkdirSync(dirname(live), { recursive: true });
      if (text !== undefined) replaceFile(pending, text);
      // A mark for this process alone; a power cut that takes it takes its reader as well.
      else writeFileSync(missing, "");
    },
    /** The release is live: what it brought counts for everybody. */
    settle(): void {
      if (existsSync(pending)) renameSync(pending, live);
      else if (existsSync(missing)) rmSync(live, { force: true });
      rmSync(missing, { force: true });
    },
  };
}

/**
 * Whose source it is that an app is built from: the deploying process's (its number and start), that of a deploy which was cut short and is
 * finished now (`HOKKU_SOURCE`), or `built` where building and deploying are two commands (`HOKKU_BUILT` names the app).
 */
export function sourceOf(app: string, { DOKKU_PID = "", HOKKU_BUILT, HOKKU_SOURCE }: Io["env"]): string {
  if (HOKKU_BUILT && [HOKKU_BUILT, `app-${HOKKU_BUILT}`].includes(app)) return "built"; // nginx's are in app-<app>
  return HOKKU_SOURCE || `${DOKKU_PID}.${startOf(Number(DOKKU_PID))}`;
}

/** All files of Hokku's own plugins that belong to a release, by `<plugin>/<name>`. */
export const sourceFiles = (app: string, env: Io["env"]) =>
  FILES.map(([plugin, name]) => {
    const kept = extracted(plugin, name, plugin === "nginx-vhosts" ? `app-${app}` : app, env);
    return { path: `${plugin}/${name}`, ...kept };
  });

const FILES = [
  ["app-json", "app.json"],
  ["nginx-vhosts", "nginx.conf.sigil"],
  ["nginx-vhosts", "nginx.conf.template"],
  ["nginx-vhosts", "nginx.ssl.conf.template"],
  ["ps", "Procfile"],
  ["scheduler-docker-local", "CHECKS"],
] as const;

/** Deploys of one app come one after another, so whatever else is pending was left by one that failed. */
function forgetOthers(live: string): void {
  if (!existsSync(dirname(live))) return;
  for (const file of readdirSync(dirname(live)))
    if (file.startsWith(`${basename(live)}.`)) rmSync(join(dirname(live), file), { force: true });
}
