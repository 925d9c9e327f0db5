import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { answer, detail, Exit, type Io, step, trigger } from "hokku";
import { whileBuilding } from "hokku/deploy/build-slot";
import { whileRoom } from "hokku/deploy/disk";
import { forgetKeptImage, keepImage, restoreKeptImage } from "hokku/deploy/kept-image";
import { deploying } from "hokku/deploy/revision";
import { settleRevision } from "hokku/revision";
import { GLOBAL } from "hokku/scope";
import builds from "hokku/settings/builds";
import { since } from "hokku/talk";
import { commitOf, deployBranch } from "./branch.ts";
import { removeContainers, removeImages, skipsCleanup } from "./cleanup.ts";
import { explained } from "./failure.ts";
import { asOnlyDeploy } from "./only-deploy.ts";
import { untilUpdated } from "./outdated.ts";
import { withSource } from "./source.ts";

/** Builds, releases and deploys a commit of the app, the newest of its deploy branch where none is given. */
export async function receive(io: Io, app: string, given?: string): Promise<void> {
  if (given && !/^[0-9A-Za-z_][^\s:^~?*[\\]*$/.test(given)) throw new Exit(1, `${JSON.stringify(given)} is no commit`);
  const { SSH_NAME } = io.env;
  const by = SSH_NAME && SSH_NAME !== "default" ? ` by ${SSH_NAME}` : "";
  const what = given ? `deploy of ${given.slice(0, 12)}${by}` : `rebuild${by}`;
  await asOnlyDeploy(io, app, what, async (inside) => {
    await untilUpdated(app, io.env);
    const revision = given || newest(app, io);
    const own = deploying(inside, app, revision);
    try {
      await withSource(own, app, revision, (source) => deploy({ ...own, cwd: source }, app, source, revision));
      await settleRevision(own, app);
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
  throw new Exit(
    1,
    `Cannot build from '${branch}' as there are no commits stored at that branch. Push some: git push dokku ${branch}`,
  );
}

async function deploy(io: Io, app: string, source: string, revision: string): Promise<void> {
  await trigger(io, "core-post-extract", app, source, revision);
  await trigger(io, "post-extract", app, source, revision);
  const builder = await answer(io, "builder-choose", app, source);
  await trigger(io, "pre-receive-app", app, builder, source, revision);
  await keepImage(io, app);
  await trigger(io, "builder-set-property", app, "detected", builder);
  const began = Date.now();
  await whileCleaning(
    io,
    app,
    (cleaning) => removeContainers(cleaning, app, began),
    () => build(io, app, builder, source),
  );
  detail(io, `Built in ${since(began)}`);
  // Who asked for the build alone (`build`, 0.2 to 0.4) goes on with `release` and `deploy`.
  if (io.env.HOKKU_BUILT === app) step(io, `Built dokku/${app}:latest; go on with: dokku deploy ${app}`);
  else
    await whileCleaning(
      io,
      app,
      (cleaning) => removeImages(cleaning, app),
      () => trigger(io, "release-and-deploy", app),
    );
  forgetKeptImage(io, app);
}

/** Cleans up beside the work, for which nobody should wait. What cannot be removed now is there next time. */
async function whileCleaning(io: Io, app: string, clean: (io: Io) => Promise<void>, work: () => Promise<void>): Promise<void> {
  const isSkipped = skipsCleanup(io, app);
  // A moment later: what it loads would keep the work from beginning.
  const cleaned = isSkipped ? undefined : pause(20).then(() => clean(io).catch(() => {}));
  try {
    await work();
  } finally {
    await cleaned;
  }
}

async function build(io: Io, app: string, builder: string, source: string): Promise<void> {
  try {
    const limit = Number(builds.own(GLOBAL, "parallel", io.env) || availableParallelism());
    const spare = Number(builds.of(app, "min-free", io.env));
    await whileBuilding(io, app, limit, (inside) =>
      whileRoom(inside, app, spare, () => trigger(inside, "builder-build", builder, app, source)),
    );
  } catch (error) {
    const { code, message } = explained(error);
    throw new Exit(code, `${message}${message && "\n"}App build failed; what was deployed before is still there`);
  }
}
