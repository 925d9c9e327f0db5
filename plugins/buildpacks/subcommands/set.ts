#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { changeList, validBuildpack } from "../lib/list.ts";

export default command({
  name: "buildpacks:set",
  summary: "Put a buildpack in the place of another, or replace them all",
  args: "<app> [<buildpack>...]",
  flags: {
    index: { type: "number", value: "N", summary: "the place, 1 if left out" },
    replace: { type: "boolean", summary: "these buildpacks and no others" },
  },
  examples: ["dokku buildpacks:set node-app heroku/nodejs", "dokku buildpacks:set --replace node-app heroku/nodejs heroku/ruby"],
  run: ({ words: { app, buildpack }, flags: { index = 0, replace }, io }) => {
    const urls = buildpack.map(validBuildpack);
    const [url, ...more] = urls;
    if (!url) throw new Exit(1, `Must specify a buildpack; to remove them all: dokku buildpacks:clear ${app}`);
    if (replace && index) throw new Exit(1, "The --index flag cannot be used with --replace");
    if (more.length && !replace) throw new Exit(1, "Setting multiple buildpacks requires the --replace flag");
    if (index < 0) throw new Exit(2, "--index begins with 1");
    return changeList(io, app, (list) => (replace ? urls : list.toSpliced(Math.max(0, index - 1), 1, url)));
  },
  text: () => {},
});
