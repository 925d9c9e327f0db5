import { Exit, type Io, step, trigger } from "hokku";
import { forgetKeptImage, keepImage, restoreKeptImage } from "hokku/kept-image";
import { commitOf, deployBranch } from "./branch.ts";
import { chooseBuilder } from "./builder.ts";
import { cleanUp, skipsCleanup } from "./cleanup.ts";
import { explained } from "./failure.ts";
import { asOnlyDeploy } from "./only-deploy.ts";
import { withRevision } from "./revision.ts";
import { withSource } from "./source.ts";

/** Builds, releases and deploys a commit of the app, the newest of its deploy branch where none is given. */
export async function receive(io: Io, app: string, given?: string): Promise<void> {
  if (given && !/^[0-9A-Za-z_][^\s:^~?*[\\]*$/.test(given)) throw new Exit(1, `${JSON.stringify(given)} is no commit`);
  const { SSH_NAME } = io.env;
  const by = SSH_NAME && SSH_NAME !== "default" ? ` by ${SSH_NAME}` : "";
  const what = given ? `deploy of ${given.slice(0, 12)}${by}` : `rebuild${by}`;
  await asOnlyDeploy(io, app, what, async (inside) => {
    const revision = given || newest(app, io);
    try {
      await withRevision(inside, app, given ?? "", () =>
        withSource(inside, app, revision, (source) => deploy({ ...inside, cwd: source }, app, source, revision)),
      );
    } catch (error) {
      await restoreKeptImage(inside, app).catch(() => {});
      throw explained(error);
    }
  });
}

function newest(app: string, { env }: Io): string {
  const branch = deployBranch(app, env);
  const found = commitOf(app, `refs/heads/${branch}`, env);
  if (found) return found;
  throw new Exit(1, `There are no commits on ${branch} of ${app} yet; push some: git push dokku ${branch}`);
}

async function deploy(io: Io, app: string, source: string, revision: string): Promise<void> {
  const before = Promise.all([keepImage(io, app, `dokku/${app}:latest`), cleanUp(io, app)]);
  try {
    await deployAfter(before, io, app, source, revision);
  } finally {
    await before.catch(() => {});
  }
  forgetKeptImage(io, app);
}

/** What asks Docker about the past goes on in the background until it is needed. */
async function deployAfter(before: Promise<unknown>, io: Io, app: string, source: string, revision: string): Promise<void> {
  before.catch(() => {});
  await trigger(io, "core-post-extract", app, source, revision);
  await trigger(io, "post-extract", app, source, revision);
  const builder = await chooseBuilder(io, app, source);
  await trigger(io, "pre-receive-app", app, builder, source, revision);
  step(io, skipsCleanup(io, app) ? "DOKKU_SKIP_CLEANUP set. Skipping dokku cleanup" : "Cleaning up...");
  await before;
  await trigger(io, "builder-set-property", app, "detected", builder);
  await build(io, app, builder, source);
  await trigger(io, "release-and-deploy", app);
}

async function build(io: Io, app: string, builder: string, source: string): Promise<void> {
  try {
    await trigger(io, "builder-build", builder, app, source);
  } catch (error) {
    const { code, message } = explained(error);
    throw new Exit(code, `${message}${message && "\n"}App build failed; what was deployed before is still there`);
  }
}
