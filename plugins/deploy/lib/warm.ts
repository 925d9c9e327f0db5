import { pathToFileURL } from "node:url";
import type { Io } from "hokku";
import { listeners } from "hokku/listeners";

/** What is fired when a commit arrives, between that and its build, and between its build and the end of its deploy. */
const STAGES = {
  receive: ["receive-app", "builds-generate-id", "builds-record-start"],
  build: ["core-post-extract", "post-extract", "builder-choose", "builder-build", "ports-set-detected"],
  deploy: [
    "release-and-deploy",
    "builder-release",
    "post-release-builder",
    "scheduler-deploy",
    "docker-args-deploy",
    "docker-args-process-deploy",
    "core-post-deploy",
    "config-set",
    "release-live",
    "post-deploy",
    "domains-urls",
    "deploy-source-set",
  ],
} as const satisfies Record<string, readonly Parameters<typeof listeners>[0][]>;

/**
 * Does `work`, which waits for another program, and meanwhile loads the hooks of the stage of a deploy that comes next.
 * A hook that cannot be loaded says so when its trigger is fired.
 */
export async function warming<T>(env: Io["env"], stage: keyof typeof STAGES, work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.all([work(), warm(env, stage)]);
  return result;
}

/** Loads the hooks of a stage, for who waits. */
export async function warm(env: Io["env"], stage: keyof typeof STAGES): Promise<void> {
  const files = STAGES[stage].flatMap((name) => listeners(name, env)).map(({ file }) => file);
  for (const file of files) if (file.endsWith(".ts")) await loadOne(file, env).catch(() => {});
}

/** A hook that has more to load than it imports exports a function that does. */
async function loadOne(file: string, env: Io["env"]): Promise<void> {
  const module: { readonly warm?: (env: Io["env"]) => Promise<void> } = await import(pathToFileURL(file).href);
  await module.warm?.(env);
}
