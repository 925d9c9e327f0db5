import { type Command, command, step } from "hokku";
import { installPair } from "./install.ts";
import { givenPair } from "./read.ts";

/** Declares `certs:add` or `certs:update`, which do the same. */
export function addCommand(verb: "add" | "update"): Command<void> {
  const name = `certs:${verb}`;
  return command({
    name,
    summary:
      verb === "add"
        ? "Give an app a certificate and its key, as two files or as a tar on stdin"
        : "Replace an app's certificate and key",
    args: "<app> [<crt>] [<key>]",
    examples: [`dokku ${name} node-app server.crt server.key`, `tar c server.crt server.key | dokku ${name} node-app`],
    // With paths it would read any file; a tar on stdin is the key owner's own.
    reachesHost: ({ words }) => words.crt !== undefined,
    run: async ({ words: { app, crt, key }, io }) => {
      const pair = await givenPair(io, name, crt, key);
      step(io, `Setting the certificate of ${app}`);
      await installPair(io, app, pair);
    },
  });
}
