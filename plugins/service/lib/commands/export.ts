import { command } from "hokku";
import { dump } from "../data.ts";
import { MISSING } from "../flags.ts";
import { mustRunNow } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:export`,
    summary: `Write a dump of the ${kind.title} service's data to stdout`,
    json: "none",
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:export lollipop > data.dump`],
    run: async ({ words: { service: name }, io }) => {
      const service = await existing(io, kind, name);
      await mustRunNow(io, service);
      await dump(io, kind, service);
    },
    text: () => {},
  });
