#!/usr/bin/env hokku
import { command, detail, step, write } from "hokku";
import { mounted } from "../lib/attachment.ts";
import { asColons, asRow } from "../lib/mount.ts";

export default command({
  name: "storage:list",
  summary: "Show what an app's deployed containers mount, as host:container",
  reads: true,
  args: "<app>",
  run: ({ words: { app }, io }) => {
    const all = mounted(io.env, app, "deploy");
    return { app, all, toJSON: () => all.map(asRow) };
  },
  text: ({ app, all }, io) => {
    step(io, `${app} volume bind-mounts:`);
    for (const one of all) {
      if (io.env.DOKKU_QUIET_OUTPUT) write(io, `${asColons(one)}\n`);
      else detail(io, asColons(one));
    }
  },
});
