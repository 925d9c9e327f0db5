#!/usr/bin/env hokku
import { Exit, headline } from "hokku";
import { properties } from "hokku/properties";
import { GLOBAL, scoped } from "hokku/scope";
import { knownKey } from "hokku/settings";
import network from "../lib/settings.ts";

/** The attach properties take several networks; all others one value. */
export default scoped({
  name: "network:set",
  summary: `Set or clear a network property: ${Object.keys(network.known).join(", ")}`,
  args: "<app> <key> [<value>...]",
  examples: ["dokku network:set node-app attach-post-deploy backend cache", "dokku network:set --global initial-network private"],
  settings: network.known,
  verbatim: true,
  reachesHost: true,
  run: ({ words: { app, key, value: given }, io }) => {
    const { scope, refuse } = network.known[knownKey(network, key)];
    if (app === GLOBAL && scope === "app") throw new Exit(1, `Property cannot be specified globally: name an app to set ${key}`);
    const many = key.startsWith("attach-");
    const values = (many ? given.flatMap((word) => word.split(",")) : given).filter(Boolean);
    if (!many && values.length > 1) throw new Exit(1, `${key} takes one value, not ${values.length}`);
    const store = properties("network", io.env);
    const other = key === "attach-post-create" ? "attach-post-deploy" : "attach-post-create";
    const taken = many ? store.computed(app, other).split(",") : [];
    for (const value of values) {
      const wrong = refuse?.(value) ?? (taken.includes(value) ? `it is attached by ${other} already` : undefined);
      if (wrong) throw new Exit(1, `${key} cannot be ${JSON.stringify(value)}: ${wrong}`);
    }
    const value = [...new Set(values)].join(",");
    headline(io, value ? `Setting ${key} to ${value}` : `Unsetting ${key}`);
    store.set(app, key, value);
    return { scope: app, property: key, value };
  },
  text: () => {},
});
