#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { mustRun } from "hokku/run";
import { asOwner } from "../lib/own.ts";

const { statSync } = process.getBuiltinModule("node:fs");

/** Contract: the hooks run as the user who owns the apps, not as root. */
export default command({
  name: "plugin:trigger",
  summary: "Fire a trigger by hand",
  args: "<trigger> [<words>...]",
  verbatim: "program",
  json: "none",
  examples: ["dokku plugin:trigger post-config-update node-app set KEY"],
  run: async ({ words: { trigger, words }, io }) => {
    if (!/^[A-Za-z0-9][\w.-]*$/.test(trigger))
      throw new Exit(2, `${JSON.stringify(trigger.slice(0, 80))} is no name of a trigger`);
    const { uid } = statSync(io.env.DOKKU_ROOT ?? "");
    const [file, args] = asOwner(["plugn", "trigger", trigger, ...words], io);
    const { DOKKU_SYSTEM_USER: user = "dokku", DOKKU_ROOT = "" } = io.env;
    await mustRun(io, file, args, `A hook of ${trigger} failed`, { env: uid === 0 ? {} : { HOME: DOKKU_ROOT, USER: user } });
  },
});
