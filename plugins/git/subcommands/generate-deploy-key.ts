#!/usr/bin/env hokku
import { hostname } from "node:os";
import { dirname } from "node:path";
import { command, step, trouble } from "hokku";
import { output } from "hokku/run";
import { keyFile, publicKey } from "../lib/deploy-key.ts";

const { mkdirSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "git:generate-deploy-key",
  summary: "Make the SSH key that this host shows to other git hosts",
  run: async ({ io }) => {
    const found = publicKey(io.env);
    if (found) {
      trouble("A deploy key already exists for this host");
      return { key: found, made: false };
    }
    const file = keyFile(io.env);
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    await output(io, "ssh-keygen", ["-q", "-t", "ed25519", "-C", `dokku@${hostname()}`, "-N", "", "-f", file]);
    step(io, "Deploy key made; show it with: dokku git:public-key");
    return { key: publicKey(io.env) ?? "", made: true };
  },
  text: () => {},
});
