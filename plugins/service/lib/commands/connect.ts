import { command, Exit } from "hokku";
import { isTerminal } from "hokku/terminal";
import { inContainer } from "../data.ts";
import { MISSING } from "../flags.ts";
import { mustRunNow } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:connect`,
    summary: `Connect to the service by ${kind.title}'s own tool; what comes on stdin is its input`,
    json: "none",
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:connect lollipop`],
    run: async ({ words: { service: name }, io }) => {
      const service = await existing(io, kind, name);
      if (!kind.connect) throw new Exit(1, `${kind.title} has no prompt to connect to`);
      await mustRunNow(io, service);
      const code = await inContainer(io, kind, service, kind.connect(service), isTerminal(io));
      if (code !== 0) throw new Exit(code, "");
    },
    text: () => {},
  });
