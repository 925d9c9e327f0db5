import { command } from "hokku";
import { create } from "../create.ts";
import { CREATE, joined, MISSING } from "../flags.ts";
import { infoOf, showInfo } from "../info.ts";
import { announce } from "../run-state.ts";
import type { Kind } from "../service.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:create`,
    summary: `Create a ${kind.title} service`,
    args: "<service>",
    missing: MISSING,
    flags: CREATE,
    arrange: joined(CREATE),
    examples: [`dokku ${kind.plugin}:create lollipop`, `dokku ${kind.plugin}:create lollipop --image-version 1.2 --memory 512`],
    run: async ({ words: { service: name }, flags, io }) => {
      const service = await create(io, kind, name, flags);
      announce(io, `${kind.title} container created: ${name}`);
      return { service: name, info: await infoOf(io, kind, service) };
    },
    text: ({ service, info }, io) => showInfo(io, kind, service, info),
  });
