import { command } from "hokku";
import { MISSING } from "../flags.ts";
import { schedule } from "../schedule.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-schedule`,
    summary: `Have backups of the ${kind.title} service made by cron`,
    args: "<service> <schedule> <bucket-name>",
    missing: {
      ...MISSING,
      schedule: "Please specify a schedule for the backup",
      "bucket-name": "Please specify an aws bucket for the backup",
    },
    flags: { "use-iam": { type: "boolean", short: "u", summary: "with the role that the host has, instead of a key" } },
    examples: [`dokku ${kind.plugin}:backup-schedule lollipop "0 3 * * *" my-s3-bucket`],
    run: async ({ words: { service: name, schedule: when, "bucket-name": bucket }, flags, io }) => {
      await schedule(io, kind, await existing(io, kind, name), when, bucket, flags["use-iam"]);
      return { service: name, schedule: when, bucket };
    },
    text: () => {},
  });
