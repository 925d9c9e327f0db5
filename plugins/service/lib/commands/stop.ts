import { command } from "hokku";
import { MISSING } from "../flags.ts";
import { stop } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:stop`,
    summary: `Stop a running ${kind.title} service and remove its container; its data stay`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:stop lollipop`],
    run: async ({ words: { service: name }, io }) => {
      await stop(io, await existing(io, kind, name));
      return { service: name };
    },
    text: () => {},
  });
