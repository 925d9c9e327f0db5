#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { changeList, validBuildpack } from "../lib/list.ts";

export default command({
  name: "buildpacks:add",
  summary: "Add a buildpack behind the others, or in a place of its own",
  args: "<app> <buildpack>",
  flags: { index: { type: "number", value: "N", summary: "its place, 1 being the first" } },
  examples: ["dokku buildpacks:add --index 1 node-app heroku/nodejs"],
  run: ({ words: { app, buildpack }, flags: { index = 0 }, io }) => {
    if (index < 0) throw new Exit(2, "--index begins with 1");
    const url = validBuildpack(buildpack);
    return changeList(io, app, (list) => (index ? list.toSpliced(index - 1, 0, url) : [...list, url]));
  },
  text: () => {},
});
