#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { changeDomains } from "../lib/change.ts";
import { domainsOf } from "../lib/vhosts.ts";

export default command({
  name: "domains:remove",
  summary: "Detach domains from an app",
  args: "<app> <domain>...",
  examples: ["dokku domains:remove web www.example.com"],
  run: ({ words: { app, domain }, io }) => {
    const domains = domain.map((word) => word.toLowerCase());
    const missing = domains.filter((name) => !domainsOf(app, io.env).includes(name));
    if (missing.length) throw new Exit(1, `${app} does not have ${missing.join(", ")}; see: dokku domains:report ${app}`);
    for (const name of domains) step(io, `Removed ${name} from ${app}`);
    return changeDomains(io, app, "remove", domains, (now) => now.filter((name) => !domains.includes(name)));
  },
  text: () => {},
});
