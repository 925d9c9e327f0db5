import { command, step } from "hokku";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:exists`,
    summary: `Check if the ${kind.title} service exists; exit code 1 where it does not`,
    reads: true,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:exists lollipop`],
    run: async ({ words: { service }, io }) => {
      await existing(io, kind, service);
      return { service, exists: true };
    },
    text: ({ service }, io) => step(io, `Service ${service} exists`),
  });
