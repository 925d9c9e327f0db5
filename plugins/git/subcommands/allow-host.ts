#!/usr/bin/env hokku
import { join } from "node:path";
import { command, Exit, step } from "hokku";
import { readText, replaceFile } from "hokku/files";
import { output } from "hokku/run";
import { validHost } from "../lib/host.ts";

export default command({
  name: "git:allow-host",
  summary: "Trust the SSH host keys that a git host shows now",
  args: "<host>",
  examples: ["dokku git:allow-host github.com"],
  run: async ({ words: { host }, io }) => {
    const scanned = await output(io, "ssh-keyscan", ["-T", "10", "--", validHost(host)]).catch((error: unknown) => {
      throw new Exit(1, `${host} cannot be asked for its keys: ${error instanceof Error ? error.message : error}`);
    });
    const keys = scanned.split("\n").filter((line) => line && !line.startsWith("#"));
    if (!keys.length) throw new Exit(1, `${host} shows no SSH host keys; is it the right name?`);
    const file = join(io.env.DOKKU_ROOT ?? "", ".ssh", "known_hosts");
    const known = (readText(file) ?? "").split("\n").filter(Boolean);
    replaceFile(file, `${[...new Set([...known, ...keys])].join("\n")}\n`, 0o600);
    step(io, `${host} added to known hosts`);
    return { host, keys };
  },
  text: () => {},
});
