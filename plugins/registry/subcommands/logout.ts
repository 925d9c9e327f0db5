#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { existingApp, isApp } from "hokku/apps";
import { clientIn } from "hokku/endpoint";
import { mustRun } from "hokku/run";
import { credentials, registryServer } from "../lib/credentials.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "registry:logout",
  summary: "Forget the credentials an app, or all apps, have for an image registry",
  args: "[<words>...]",
  flags: { global: { type: "boolean", summary: "those of all apps: the word is then <server>" } },
  examples: ["dokku registry:logout node-app registry.example.com", "dokku registry:logout --global docker.io"],
  run: async ({ words: { words }, flags: { global }, io }) => {
    const isForAll = global || words.length === 1;
    if (words.length !== (isForAll ? 1 : 2)) throw new Exit(2, `registry:logout takes ${global ? "" : "<app> "}<server>`);
    if (!global && words[0] && words.length === 1 && isApp(words[0], io.env))
      throw new Exit(2, `Log ${words[0]} out of which registry? registry:logout <app> <server>`);
    const [name, given = ""] = isForAll ? [undefined, ...words] : words;
    const app = name === undefined ? undefined : existingApp(name, io.env);
    const server = registryServer(given);
    const folder = credentials(io.env, app);
    if (!existsSync(folder)) throw new Exit(1, `No registry credentials found for ${app ? `app ${app}` : "all apps"}`);
    const env = clientIn(folder, io.env);
    await mustRun(io, io.env.DOCKER_BIN ?? "docker", ["logout", server], `Unable to log out of ${server}`, { input: "", env });
    return { app: app ?? "--global", server };
  },
  text: () => {},
});
