#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { passwordOf, validHost } from "../lib/host.ts";
import { loginFor } from "../lib/netrc.ts";

export default command({
  name: "git:auth-status",
  summary: "End with 0 if the login for a git host is the given one, or if there is none and none is given",
  reads: true,
  args: "<host> [<user>] [<password>]",
  run: async ({ words: { host, user, password }, io }) => {
    const found = loginFor(validHost(host), io.env);
    const secret = await passwordOf(io, user, password);
    const matches = user ? found?.user === user && found.password === secret : !found;
    if (!matches) throw new Exit(1);
    return { host, matches };
  },
  text: () => {},
});
