#!/usr/bin/env hokku
import { command, step } from "hokku";
import { exclusively } from "hokku/exclusive";
import { passwordOf, validHost } from "../lib/host.ts";
import { setLogin } from "../lib/netrc.ts";

export default command({
  name: "git:auth",
  summary: "Set the login for a git host, or remove it",
  args: "<host> [<user>] [<password>]",
  examples: ["dokku git:auth github.com username personal-access-token", "echo $TOKEN | dokku git:auth github.com username"],
  run: async ({ words: { host, user, password }, io }) => {
    validHost(host);
    const secret = await passwordOf(io, user, password);
    step(io, user ? `Setting netrc auth entry for host ${host}` : `Removing netrc auth entry for host ${host}`);
    await exclusively(io, "git", "--global", () => setLogin(host, user ? { user, password: secret } : undefined, io.env));
    return { host, user: user ?? "" };
  },
  text: () => {},
});
