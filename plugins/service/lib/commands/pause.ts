import { command } from "hokku";
import { MISSING } from "../flags.ts";
import { pause } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:pause`,
    summary: `Pause a running ${kind.title} service; its container stays`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:pause lollipop`],
    run: async ({ words: { service: name }, io }) => {
      await pause(io, await existing(io, kind, name));
      return { service: name };
    },
    text: () => {},
  });
