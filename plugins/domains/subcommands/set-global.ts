#!/usr/bin/env hokku
import { command, step } from "hokku";
import { changeGlobal } from "../lib/global.ts";
import { domainName } from "../lib/hostname.ts";

export default command({
  name: "domains:set-global",
  summary: "Replace the domains of the host",
  args: "<domain>...",
  examples: ["dokku domains:set-global example.com"],
  run: ({ words: { domain }, io }) => {
    const domains = domain.map(domainName);
    step(io, `Set ${domains.join(" ")}`);
    return changeGlobal(io, () => domains);
  },
  text: () => {},
});
