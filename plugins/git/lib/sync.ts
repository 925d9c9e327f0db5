import { detail, type Io, step, trigger } from "hokku";
import { chosenBranch, commitOf, deployBranch, setDeployBranch } from "./branch.ts";
import { asOnlyDeploy } from "./only-deploy.ts";
import { fetchCommit, git, remoteRef, validRemote } from "./remote.ts";
import { initialize } from "./repository.ts";

/** What is to be fetched, and what for. */
export interface Wanted {
  readonly repository: string;
  /** Branch, tag or commit; the deploy branch where it is left out. */
  readonly name?: string | undefined;
  readonly build: "never" | "always" | "changes";
  /** The deploy branch stays as it is, also when this is the first code of the app. */
  readonly keepsBranch: boolean;
}

/** What came of it. */
export interface Synchronized {
  readonly app: string;
  readonly revision: string;
  readonly changed: boolean;
  readonly built: boolean;
}

/** Brings the deploy branch to a commit of another repository. A build that fails leaves the branch where it was. */
export async function synchronize(io: Io, app: string, wanted: Wanted): Promise<Synchronized> {
  const url = validRemote(wanted.repository);
  let done: Synchronized = { app, revision: "", changed: false, built: false };
  await initialize(io, app, deployBranch(app, io.env));
  await asOnlyDeploy(io, app, `git:sync from ${url}`, async (inside) => {
    const old = commitOf(app, `refs/heads/${deployBranch(app, io.env)}`, io.env);
    if (old) detail(inside, `Fetching remote code for ${app} from ${url}#${wanted.name ?? ""}`);
    else step(inside, `Cloning ${app} from ${url}#${wanted.name ?? ""}`);
    const { revision, branch } = await fetched(inside, app, url, wanted, !old);
    const changed = revision !== old;
    const built = wanted.build === "always" || (wanted.build === "changes" && changed);
    if (built) await trigger(inside, "receive-app", app, revision);
    // Contract: a branch that was fetched is there by its name too, whichever is deployed.
    const branches = new Set([deployBranch(app, io.env), branch].filter(Boolean));
    for (const name of branches) await git(inside, app, ["update-ref", `refs/heads/${name}`, revision]);
    if (built) await trigger(inside, "deploy-source-set", app, "git-sync", `${url}#${wanted.name ?? ""}`);
    done = { app, revision, changed, built };
  });
  return done;
}

async function fetched(
  io: Io,
  app: string,
  url: string,
  { name, keepsBranch }: Wanted,
  isFirst: boolean,
): Promise<{ revision: string; branch: string }> {
  const chosen = chosenBranch(app, io.env) || (isFirst ? "" : "master");
  const found = await remoteRef(io, app, url, name, chosen);
  const revision = await fetchCommit(io, app, url, found, name ?? "");
  if (isFirst && found.branch && found.branch !== deployBranch(app, io.env)) {
    if (keepsBranch) detail(io, `Detected branch ${found.branch}, skipping deploy-branch setting`);
    else detail(io, `Detected branch, setting deploy-branch to ${found.branch}`);
    if (!keepsBranch) setDeployBranch(app, found.branch, io.env);
  }
  return { revision, branch: found.branch ?? "" };
}
