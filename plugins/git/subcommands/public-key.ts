#!/usr/bin/env hokku
import { command, Exit, write } from "hokku";
import { publicKey } from "../lib/deploy-key.ts";

export default command({
  name: "git:public-key",
  summary: "Show the public deploy key of this host",
  reads: true,
  run: ({ io }) => {
    const key = publicKey(io.env);
    if (key) return { key };
    throw new Exit(
      1,
      `There is no deploy key associated with the ${io.env.DOKKU_SYSTEM_USER} user.
Make one: dokku git:generate-deploy-key
Or log in to git hosts over https: dokku git:auth <host> <user> <password>`,
    );
  },
  text: ({ key }, io) => write(io, `${key}\n`),
});
