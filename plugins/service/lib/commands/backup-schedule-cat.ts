import { command, Exit, write } from "hokku";
import { MISSING } from "../flags.ts";
import { entryOf } from "../schedule.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-schedule-cat`,
    summary: "Show when backups of the service are made, as a line of a crontab",
    reads: true,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:backup-schedule-cat lollipop`],
    run: async ({ words: { service: name }, io }) => {
      const [schedule, command] = entryOf(kind, await existing(io, kind, name))?.split(";") ?? [];
      if (schedule === undefined) throw new Exit(1, `There is no scheduled backup for ${name}.`);
      return { service: name, schedule, command };
    },
    text: ({ schedule, command: line }, io) => write(io, `${schedule} ${line}\n`),
  });
