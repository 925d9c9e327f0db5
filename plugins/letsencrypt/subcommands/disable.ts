#!/usr/bin/env hokku
import { command, detail, Exit, step, trigger } from "hokku";
import { forget, isActive } from "../lib/state.ts";

export default command({
  name: "letsencrypt:disable",
  summary: "Serve an app without its certificate of letsencrypt, and forget it",
  args: "<app>",
  examples: ["dokku letsencrypt:disable node-app"],
  run: async ({ words: { app }, io }) => {
    if (!isActive(app, io.env))
      throw new Exit(1, `Letsencrypt is not enabled for ${app}; what it is served with: dokku certs:report ${app}`);
    step(io, "Disabling letsencrypt for app");
    await trigger(io, "certs-remove", app);
    detail(io, `Removing letsencrypt files for ${app}`);
    forget(app, io.env);
    step(io, "Done");
    return { app, active: false };
  },
  text: () => {},
});
