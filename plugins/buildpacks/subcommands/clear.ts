#!/usr/bin/env hokku
import { command } from "hokku";
import { changeList } from "../lib/list.ts";

export default command({
  name: "buildpacks:clear",
  summary: "Remove all buildpacks; the next build detects one",
  args: "<app>",
  run: ({ words: { app }, io }) => changeList(io, app, () => []),
  text: () => {},
});
