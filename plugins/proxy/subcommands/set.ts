#!/usr/bin/env hokku
import { Exit } from "hokku";
import { propertyCommand } from "hokku/property-command";
import proxy from "../lib/settings.ts";

export default propertyCommand(proxy, {
  // Contract: before 0.31 the second word was the type itself, `proxy:set <app> <type>`.
  arrange: (words) => {
    const [app = "", type = "", ...rest] = words;
    const old = words.length === 2 && !Object.hasOwn(proxy.known, type) && !app.startsWith("-h");
    if (old && type.includes(":"))
      throw new Exit(1, `Detected potential port mapping instead of proxy type: ${type}; use: dokku ports:set ${app} ${type}`);
    return old ? [app, "type", type, ...rest] : words;
  },
  examples: ["dokku proxy:set web type nginx", "dokku proxy:set --global proxy-port 8080"],
});
