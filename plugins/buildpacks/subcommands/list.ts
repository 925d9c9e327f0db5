#!/usr/bin/env hokku
import { command, step, write } from "hokku";
import { properties } from "hokku/properties";

export default command({
  name: "buildpacks:list",
  summary: "Show an app's buildpacks in their order",
  reads: true,
  args: "<app>",
  run: ({ words: { app }, io }) => ({ app, buildpacks: properties("buildpacks", io.env).list(app, "buildpacks") }),
  text: ({ app, buildpacks }, io) => {
    step(io, `${app} buildpack urls`);
    // Contract: --quiet takes the heading away and leaves these as they are.
    write(io, buildpacks.map((url) => `       ${url}\n`).join(""));
  },
});
