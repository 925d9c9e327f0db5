#!/usr/bin/env hokku
import { command, write } from "hokku";
import { keyFrom } from "../lib/key-from.ts";
import { sshcommand } from "../lib/sshcommand.ts";

// For root, as in Dokku: who may push must not let others in, and root can read the key wherever it lies.
// In a root of one's own, as quickstart makes it, the owner is root to the dispatcher.
export default command({
  name: "ssh-keys:add",
  summary: "Let a public key in, from a file or stdin",
  args: "<name> [<path>]",
  examples: ["cat ~/.ssh/id_ed25519.pub | dokku ssh-keys:add admin", "dokku ssh-keys:add laptop /root/laptop.pub"],
  run: async ({ words: { name, path }, io }) => ({
    name,
    fingerprint: await sshcommand(io, "acl-add", [name], `${await keyFrom(path, io)}\n`),
  }),
  text: ({ fingerprint }, io) => write(io, `${fingerprint}\n`),
});
