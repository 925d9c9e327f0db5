import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readText, replaceFile } from "hokku/files";
import { properties } from "hokku/properties";
import { isRepository } from "./repository.ts";
import git from "./settings.ts";

type Env = Io["env"];

/** The branch whose pushes deploy the app. */
export const deployBranch = (app: string, env: Env): string => git.of(app, "deploy-branch", env);

/** The branch somebody has chosen for the app or for all apps, or "". */
export const chosenBranch = (app: string, env: Env): string => git.chosen(app, "deploy-branch", env);

/** Makes a branch the app's deploy branch, and the one that `git clone` gets. */
export function setDeployBranch(app: string, branch: string, env: Env): void {
  properties("git", env).set(app, "deploy-branch", branch);
  pointHead(app, env);
}

/** Lets HEAD name the deploy branch. Written as a file: git refuses it while it receives a push. */
export function pointHead(app: string, env: Env): void {
  const head = join(appRoot(app, env), "HEAD");
  const text = `ref: refs/heads/${deployBranch(app, env)}\n`;
  if (isRepository(app, env) && readText(head) !== text) replaceFile(head, text);
}

/** The commit a ref of the app's repository stands for, loose or packed, or undefined. */
export function commitOf(app: string, ref: string, env: Env): string | undefined {
  const root = appRoot(app, env);
  const loose = readText(join(root, ref))?.trim();
  if (loose && /^[0-9a-f]{40,64}$/.test(loose)) return loose;
  const packed = readText(join(root, "packed-refs")) ?? "";
  return packed
    .split("\n")
    .find((line) => line.endsWith(` ${ref}`) && /^[0-9a-f]/.test(line))
    ?.split(" ")[0];
}
