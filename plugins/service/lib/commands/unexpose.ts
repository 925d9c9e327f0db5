import { command, step } from "hokku";
import { expose } from "../ambassador.ts";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing, write } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:unexpose`,
    summary: `Take a ${kind.title} service away from the host's ports`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:unexpose lollipop`],
    run: async ({ words: { service: name }, io }) => {
      const service = await existing(io, kind, name);
      write(service.root, "PORT", "");
      await expose(io, kind, service);
      return { service: name };
    },
    text: ({ service: name }, io) => step(io, `Service ${name} unexposed`),
  });
