#!/usr/bin/env hokku
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answer, command, Exit, write } from "hokku";
import { appRoot } from "hokku/apps";
import { output } from "hokku/run";
import { stackOf } from "../lib/stack.ts";

const { mkdtempSync, rmSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "buildpacks:detect",
  summary: "Show which buildpack the code of a branch would get",
  args: "<app>",
  flags: { branch: { type: "string", value: "NAME", summary: "the deploy branch if left out" } },
  run: async ({ words: { app }, flags, io }) => {
    const branch = flags.branch || (await answer(io, "git-deploy-branch", app)) || "master";
    const folder = mkdtempSync(join(tmpdir(), "buildpacks-detect."));
    try {
      const env = { GIT_DIR: appRoot(app, io.env), GIT_WORK_TREE: folder, GIT_INDEX_FILE: `${folder}.index` };
      await output(io, "git", ["read-tree", "-m", "-u", `refs/heads/${branch}^{tree}`], { cwd: folder, env }).catch(() => {
        throw new Exit(1, `There is no code on ${branch} of ${app}; push some: git push dokku ${branch}`);
      });
      const stack = (await stackOf(io, app)) || io.env.DOKKU_IMAGE || "";
      const words = [
        "run",
        "--rm",
        "--label=dokku",
        `--volume=${folder}:/tmp/app:ro`,
        stack,
        "/bin/herokuish",
        "buildpack",
        "detect",
        "/tmp/app",
      ];
      return { app, branch, detected: await output(io, io.env.DOCKER_BIN ?? "docker", words) };
    } finally {
      rmSync(folder, { recursive: true, force: true });
      rmSync(`${folder}.index`, { force: true });
    }
  },
  text: ({ detected }, io) => write(io, `       ${detected}\n`),
});
