import { command, Exit, headline } from "hokku";
import { properties } from "hokku/properties";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { KNOWN } from "../settings.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:set`,
    summary: "Set or clear a property of a service; it counts when the service's container is created the next time",
    args: "<service> <key> [<value>]",
    missing: { ...MISSING, key: "No key specified" },
    settings: KNOWN,
    examples: [
      `dokku ${kind.plugin}:set lollipop post-create-network custom-network,other-network`,
      `dokku ${kind.plugin}:set lollipop post-create-network`,
    ],
    run: async ({ words: { service: name, key, value = "" }, io }) => {
      await existing(io, kind, name);
      if (!Object.hasOwn(KNOWN, key))
        throw new Exit(1, `Invalid key specified, valid keys include: ${Object.keys(KNOWN).join(", ")}`);
      if (value && !/^[\w][\w.-]*(,[\w][\w.-]*)*$/.test(value))
        throw new Exit(1, `${key} takes the name of a network, not ${JSON.stringify(value)}`);
      headline(io, value ? `Setting ${key} to ${value}` : `Unsetting ${key}`);
      properties(kind.plugin, io.env).set(name, key, value);
      return { service: name, property: key, value };
    },
    text: () => {},
  });
