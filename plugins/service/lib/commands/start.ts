import { command } from "hokku";
import { MISSING } from "../flags.ts";
import { start } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:start`,
    summary: `Start a ${kind.title} service that was stopped or paused`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:start lollipop`],
    run: async ({ words: { service: name }, io }) => {
      await start(io, kind, await existing(io, kind, name));
      return { service: name };
    },
    text: () => {},
  });
