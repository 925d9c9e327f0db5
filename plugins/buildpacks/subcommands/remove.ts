#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { changeList, validBuildpack } from "../lib/list.ts";

export default command({
  name: "buildpacks:remove",
  summary: "Remove a buildpack, by its name or by its place",
  args: "<app> [<buildpack>]",
  flags: { index: { type: "number", value: "N", summary: "its place, 1 being the first" } },
  run: ({ words: { app, buildpack }, flags: { index }, io }) => {
    if (index !== undefined && buildpack) throw new Exit(1, "Please choose either index or Buildpack, but not both");
    if (index === undefined && !buildpack) throw new Exit(1, "Must specify a buildpack to remove, either by index or URL");
    return changeList(io, app, (list) => {
      if (!list.length) throw new Exit(1, `No buildpacks were found, next release on ${app} will detect buildpack normally`);
      const url = index === undefined ? validBuildpack(buildpack ?? "") : list[index - 1];
      if (!url || !list.includes(url)) throw new Exit(1, `There is no such buildpack; there are: ${list.join(", ")}`);
      step(io, `Removing ${url}`);
      return list.filter((one) => one !== url);
    });
  },
  text: () => {},
});
