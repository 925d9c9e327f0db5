#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { authorizedKeys, authorizedKeysFile } from "hokku/authorized-keys";
import { readText } from "hokku/files";
import { sshcommand } from "../lib/sshcommand.ts";

export default command({
  name: "ssh-keys:remove",
  summary: "Shut a key out, by name or fingerprint",
  args: "[<name>]",
  flags: { fingerprint: { type: "string", value: "SHA256:...", summary: "the fingerprint instead of a name" } },
  examples: ["dokku ssh-keys:remove laptop", "dokku ssh-keys:remove --fingerprint SHA256:..."],
  run: async ({ words: { name = "" }, flags: { fingerprint = "" }, io }) => {
    if (name && fingerprint) throw new Exit(2, "ssh-keys:remove takes a name or a fingerprint, not both");
    if (!name && !fingerprint) throw new Exit(1, "A name is required to remove a key, ie: dokku ssh-keys:remove <name>");
    const count = () => authorizedKeys(readText(authorizedKeysFile(io.env)) ?? "").length;
    const before = count();
    if (name) await sshcommand(io, "acl-remove", [name]);
    else await sshcommand(io, "acl-remove-by-fingerprint", [fingerprint]);
    return { removed: before - count() };
  },
  text: () => {},
});
