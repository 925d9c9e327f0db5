#!/usr/bin/env hokku
import { command } from "hokku";
import { create } from "../lib/create.ts";

export default command({
  name: "apps:create",
  summary: "Register a new, empty app",
  args: "<app>",
  app: "valid",
  examples: ["dokku apps:create node-app"],
  run: async ({ words: { app }, io }) => {
    await create(io, app);
    return { app };
  },
  text: () => {},
});
