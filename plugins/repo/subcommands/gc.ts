#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { appRoot } from "hokku/apps";
import { output } from "hokku/run";

const { existsSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "repo:gc",
  summary: "Pack an app's repository anew, so that it takes as little room as git can make it",
  args: "<app>",
  examples: ["dokku repo:gc node-app"],
  run: async ({ words: { app }, io }) => {
    const root = appRoot(app, io.env);
    if (!existsSync(`${root}/HEAD`)) throw new Exit(1, `${app} has no repository yet; it gets one with the first push`);
    const git = (...words: string[]) => output(io, "git", [`--git-dir=${root}`, ...words]);
    const size = async () => {
      const counted = await git("count-objects", "-v");
      return [...counted.matchAll(/^size(?:-pack)?: (\d+)$/gm)].reduce((sum, [, kilobytes]) => sum + Number(kilobytes), 0);
    };
    const before = await size();
    step(io, `Packing the repository of ${app}`);
    await git("gc", "--aggressive", "--quiet");
    return { app, before, after: await size() };
  },
  text: ({ before, after }, io) => step(io, `${before} KiB before, ${after} KiB now`),
});
