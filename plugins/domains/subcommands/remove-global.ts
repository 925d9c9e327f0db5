#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { changeGlobal } from "../lib/global.ts";

export default command({
  name: "domains:remove-global",
  summary: "Detach domains from the host",
  args: "<domain>...",
  examples: ["dokku domains:remove-global example.com"],
  run: ({ words: { domain }, io }) => {
    const domains = domain.map((word) => word.toLowerCase());
    return changeGlobal(io, (now) => {
      const missing = domains.filter((name) => !now.includes(name));
      if (missing.length) throw new Exit(1, `the host does not have ${missing.join(", ")}; see: dokku domains:report --global`);
      for (const name of domains) step(io, `Removed ${name}`);
      return now.filter((name) => !domains.includes(name));
    });
  },
  text: () => {},
});
