import { command, step } from "hokku";
import { MISSING } from "../flags.ts";
import { pause, start } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:restart`,
    summary: `Stop the ${kind.title} service's container and start it again`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:restart lollipop`],
    run: async ({ words: { service: name }, io }) => {
      const service = await existing(io, kind, name);
      await pause(io, service);
      await start(io, kind, service);
      return { service: name };
    },
    text: (_, io) => step(io, "Please call dokku ps:restart on all linked apps"),
  });
