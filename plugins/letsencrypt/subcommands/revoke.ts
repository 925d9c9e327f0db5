#!/usr/bin/env hokku
import { join } from "node:path";
import { command, Exit, headline, step, trigger } from "hokku";
import { appRoot } from "hokku/apps";
import { readText } from "hokku/files";
import { forget, isActive } from "../lib/state.ts";
import { wanted } from "../lib/wanted.ts";

export default command({
  name: "letsencrypt:revoke",
  summary: "Have the authority take an app's certificate back, as when its key is known to others",
  args: "<app>",
  examples: ["dokku letsencrypt:revoke node-app"],
  run: async ({ words: { app }, io }) => {
    if (!isActive(app, io.env)) throw new Exit(1, `Letsencrypt is not enabled for ${app}`);
    headline(io, `Revoke letsencrypt certificate from ${app}...`);
    const { revoke } = await import("../lib/acme.ts");
    await revoke(await wanted(io, app), readText(join(appRoot(app, io.env), "tls/server.crt")) ?? "", io.env);
    step(io, "Certificate revoked successfully.");
    await trigger(io, "certs-remove", app);
    forget(app, io.env);
    step(io, "Done");
    return { app, revoked: true };
  },
  text: () => {},
});
