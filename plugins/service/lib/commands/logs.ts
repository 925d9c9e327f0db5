import { command, Exit, trouble } from "hokku";
import { container, dockerRun } from "../engine.ts";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:logs`,
    summary: "Print the log of this service",
    reads: true,
    json: () => (line) => ({ line }),
    args: "<service> [<lines>]",
    missing: MISSING,
    flags: { tail: { type: "boolean", short: "t", summary: "do not stop at the end, but wait for more" } },
    examples: [`dokku ${kind.plugin}:logs lollipop`, `dokku ${kind.plugin}:logs lollipop --tail 5`],
    run: async ({ words: { service: name, lines = "all" }, flags: { tail }, io }) => {
      const service = await existing(io, kind, name);
      if (!/^(all|\d{1,9})$/.test(lines))
        throw new Exit(2, `${kind.plugin}:logs takes a number of lines, not ${JSON.stringify(lines)}`);
      const found = await container(io, service.container);
      if (!found) throw new Exit(1, "Service container does not exist");
      if (!found.State.Running) trouble("Service logs may not be output as service is not running");
      const words = ["container", "logs", "--tail", lines, ...(tail ? ["--follow"] : []), service.container];
      const code = await dockerRun(io, words);
      if (code !== 0) throw new Exit(code, "");
    },
    text: () => {},
  });
