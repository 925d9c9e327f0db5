import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { warming } from "hokku/deploy/warm";
import { output } from "hokku/run";
import { makeCheckout } from "./checkout.ts";
import { FULL, isFull } from "./failure.ts";
import git from "./settings.ts";

const { existsSync, mkdirSync, readdirSync, rmSync } = process.getBuiltinModule("node:fs");

/**
 * Lays a commit's files out in a folder of its own for as long as `work` needs them. What dead deploys have left behind is
 * removed first; two never run at once, the caller holds the app's deploy lock.
 */
export async function withSource(io: Io, app: string, revision: string, work: (source: string) => Promise<void>): Promise<void> {
  const folder = join(io.env.DOKKU_LIB_ROOT ?? "", "data", "git", app);
  const source = join(folder, `source.${process.pid}.${made++}`);
  sweep(folder);
  mkdirSync(source, { recursive: true, mode: 0o755 });
  try {
    await warming(io.env, "build", () => extract(io, app, revision, source));
    await work(source);
  } finally {
    for (const path of [source, `${source}.index`, `${source}.part`]) rmSync(path, { recursive: true, force: true });
  }
}

let made = 0;

function sweep(folder: string): void {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    const [, pid] = /^source\.(\d+)\./.exec(name) ?? [];
    if (pid && !existsSync(`/proc/${pid}`)) rmSync(join(folder, name), { recursive: true, force: true });
  }
}

async function extract(io: Io, app: string, revision: string, source: string): Promise<void> {
  const repository = { GIT_DIR: appRoot(app, io.env), GIT_WORK_TREE: source, GIT_INDEX_FILE: `${source}.index` };
  const words = ["read-tree", "-m", "-u", "--end-of-options", `${revision}^{tree}`];
  await output(io, "git", words, { cwd: source, env: repository }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Exit(1, `${revision} of ${app} cannot be laid out: ${why}${isFull(source) ? `\n${FULL}` : ""}`);
  });
  const keeps = git.of(app, "keep-git-dir", io.env) === "true";
  if (keeps || existsSync(join(source, ".gitmodules"))) await makeCheckout(io, app, revision, source, keeps);
}
