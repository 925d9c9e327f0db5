import { command } from "hokku";
import { MISSING } from "../flags.ts";
import { unschedule } from "../schedule.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-unschedule`,
    summary: `Have no more backups of the ${kind.title} service made by cron`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:backup-unschedule lollipop`],
    run: async ({ words: { service: name }, io }) => {
      await unschedule(io, kind, await existing(io, kind, name));
      return { service: name };
    },
    text: () => {},
  });
