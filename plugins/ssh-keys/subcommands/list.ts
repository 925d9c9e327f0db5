#!/usr/bin/env hokku
import { command, Exit, write } from "hokku";
import { sshcommand } from "../lib/sshcommand.ts";

/** A key as `--format json` shows it. Contract: sshcommand's names. */
interface Listed {
  readonly fingerprint: string;
  readonly name: string;
  readonly SSHCOMMAND_ALLOWED_KEYS: string;
  readonly "public-key": string;
}

export default command({
  name: "ssh-keys:list",
  summary: "List the keys that may come in",
  reads: true,
  args: "[<name>]",
  flags: { format: { type: "string", value: "text|json", summary: "answer with JSON" } },
  run: async ({ words: { name = "" }, flags: { format = "text" }, io, json }) => {
    if (!/^(text|stdout|json)$/.test(format))
      throw new Exit(1, `Invalid output format specified, supported formats: json, text; not ${JSON.stringify(format)}`);
    const keys: Listed[] = JSON.parse((await sshcommand(io, "list", [name, "json"])) || "[]");
    // Contract: scripts are told by the exit code alone, and in JSON by an empty list.
    if (name && !keys.length && format !== "json" && !json)
      throw new Exit(1, process.stderr.isTTY ? `There is no key called ${name}; see: dokku ssh-keys:list` : undefined);
    return { keys, format, toJSON: () => keys };
  },
  text: ({ keys, format }, io) => {
    const lines = keys.map(
      ({ fingerprint, name, SSHCOMMAND_ALLOWED_KEYS: options }) =>
        `${fingerprint} NAME="${name}" SSHCOMMAND_ALLOWED_KEYS="${options}"\n`,
    );
    write(io, format === "json" ? `${JSON.stringify(keys)}\n` : lines.join(""));
  },
});
