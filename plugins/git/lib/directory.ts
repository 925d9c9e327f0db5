import { join } from "node:path";
import { Exit, type Io, step, trigger } from "hokku";
import { appRoot } from "hokku/apps";
import { output } from "hokku/run";
import { type Author, authorEnvironment } from "./author.ts";
import { commitOf, deployBranch } from "./branch.ts";
import { asOnlyDeploy } from "./only-deploy.ts";
import { initialize } from "./repository.ts";

const { mkdtempSync, rmSync } = process.getBuiltinModule("node:fs");

/** Makes a folder's files the next commit of the deploy branch and deploys it; the branch moves once that has succeeded. */
export async function deployDirectory(io: Io, app: string, source: string, author: Author): Promise<void> {
  const branch = deployBranch(app, io.env);
  await initialize(io, app, branch);
  await asOnlyDeploy(io, app, "deploy of a folder", async (inside) => {
    step(inside, "Updating git repository with specified build context");
    const parent = commitOf(app, `refs/heads/${branch}`, io.env);
    const commit = await commitFolder(inside, app, source, parent, author);
    await trigger(inside, "receive-app", app, commit);
    const git = { GIT_DIR: appRoot(app, io.env) };
    await output(inside, "git", ["update-ref", `refs/heads/${branch}`, commit, parent ?? ""], { env: git });
  });
}

async function commitFolder(io: Io, app: string, source: string, parent: string | undefined, author: Author): Promise<string> {
  const root = appRoot(app, io.env);
  const scratch = mkdtempSync(join(root, ".index."));
  const env = { GIT_DIR: root, GIT_WORK_TREE: source, GIT_INDEX_FILE: join(scratch, "index"), ...authorEnvironment(author) };
  try {
    await output(io, "git", ["-c", "core.safecrlf=false", "add", "--all", "."], { cwd: source, env });
    const tree = await output(io, "git", ["write-tree"], { cwd: source, env });
    if (parent && tree === (await output(io, "git", ["rev-parse", `${parent}^{tree}`], { cwd: source, env }))) throw unchanged();
    const message = parent ? `Automated commit @ ${Math.floor(Date.now() / 1000)}` : "Initial commit";
    return await output(io, "git", ["commit-tree", ...(parent ? ["-p", parent] : []), "-m", message, tree], { cwd: source, env });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const unchanged = (): Exit =>
  new Exit(1, "No changes detected, skipping git commit\nCall 'ps:rebuild' on app to rebuild the app from existing source");
