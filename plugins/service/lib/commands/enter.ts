import { command, Exit, step } from "hokku";
import { isTerminal } from "hokku/terminal";
import { dockerRun } from "../engine.ts";
import { MISSING } from "../flags.ts";
import { mustRunNow } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:enter`,
    summary: `Open a shell, or run a command, in the container of a running ${kind.title} service`,
    json: "none",
    verbatim: "program",
    args: "<service> [<command>...]",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:enter lollipop`, `dokku ${kind.plugin}:enter lollipop touch /tmp/test`],
    run: async ({ words: { service: name, command: words }, io }) => {
      const service = await existing(io, kind, name);
      await mustRunNow(io, service);
      step(io, "Filesystem changes may not persist after container restarts");
      const tty = isTerminal(io) ? ["-i", "-t"] : ["-i"];
      const program = words.length ? words : ["/bin/bash"];
      const code = await dockerRun(io, ["container", "exec", ...tty, service.container, ...program]);
      if (code !== 0) throw new Exit(code, "");
    },
    text: () => {},
  });
