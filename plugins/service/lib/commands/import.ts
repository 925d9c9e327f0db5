import { command, Exit } from "hokku";
import { restore } from "../data.ts";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:import`,
    summary: `Read a dump from stdin into the ${kind.title} service`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:import lollipop < data.dump`],
    run: async ({ words: { service: name }, io }) => {
      const service = await existing(io, kind, name);
      if (process.getBuiltinModule("node:tty").isatty(0)) throw new Exit(1, "No data provided on stdin.");
      await restore(io, kind, service);
      return { service: name };
    },
    text: () => {},
  });
