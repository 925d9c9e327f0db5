#!/usr/bin/env hokku
import { Exit } from "hokku";
import { propertyCommand } from "hokku/property-command";

const port = (value: string) =>
  /^\d+$/.test(value) && Number(value) > 0 && Number(value) < 65536 ? undefined : "it is a port, 1 to 65535";

export default propertyCommand({
  plugin: "proxy",
  properties: {
    disabled: { scope: "app", refuse: (value) => (/^(true|false)$/.test(value) ? undefined : "it is true or false") },
    "proxy-port": { refuse: port },
    "proxy-ssl-port": { refuse: port },
    type: {
      refuse: (value) => (/^[a-z0-9][a-z0-9-]*$/.test(value) ? undefined : "it is the name of a proxy, as nginx or port-proxy"),
    },
  },
  // Contract: before 0.31 the second word was the type itself, `proxy:set <app> <type>`.
  arrange: (words) => {
    const [app = "", type = "", ...rest] = words;
    const old = words.length === 2 && !/^(disabled|proxy-port|proxy-ssl-port|type)$/.test(type) && !app.startsWith("-h");
    if (old && type.includes(":")) throw new Exit(1, `${type} is a port mapping; use: dokku ports:set ${app} ${type}`);
    return old ? [app, "type", type, ...rest] : words;
  },
  examples: ["dokku proxy:set web type nginx", "dokku proxy:set --global proxy-port 8080"],
});
