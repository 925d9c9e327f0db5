#!/usr/bin/env hokku
import { command, step } from "hokku";
import { changeDomains, checkedDomains } from "../lib/change.ts";

export default command({
  name: "domains:set",
  summary: "Replace all domains of an app",
  args: "<app> <domain>...",
  examples: ["dokku domains:set web example.com"],
  run: ({ words: { app, domain }, io }) => {
    const domains = checkedDomains(domain, app, io);
    step(io, `Set ${domains.join(" ")} for ${app}`);
    return changeDomains(io, app, "set", domains, () => domains);
  },
  text: () => {},
});
