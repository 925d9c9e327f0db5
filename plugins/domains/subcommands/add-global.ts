#!/usr/bin/env hokku
import { command, step } from "hokku";
import { changeGlobal } from "../lib/global.ts";
import { domainName } from "../lib/hostname.ts";

export default command({
  name: "domains:add-global",
  summary: "Attach domains to the host; every app gets its name below them",
  args: "<domain>...",
  examples: ["dokku domains:add-global example.com"],
  run: ({ words: { domain }, io }) => {
    const domains = domain.map(domainName);
    return changeGlobal(io, (now) => {
      for (const name of domains) step(io, now.includes(name) ? `Skipping ${name}: already added` : `Added ${name}`);
      return [...new Set([...now, ...domains])];
    });
  },
  text: () => {},
});
