import { command } from "hokku";
import { backup } from "../backup.ts";
import { MISSING } from "../flags.ts";
import { checkBucket } from "../schedule.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup`,
    summary: `Put a dump of the ${kind.title} service into a bucket of S3`,
    args: "<service> <bucket-name>",
    missing: { ...MISSING, "bucket-name": "Please specify an aws bucket for the backup" },
    flags: { "use-iam": { type: "boolean", short: "u", summary: "with the role that the host has, instead of a key" } },
    examples: [`dokku ${kind.plugin}:backup lollipop my-s3-bucket --use-iam`],
    run: async ({ words: { service: name, "bucket-name": bucket }, flags, io }) => {
      const service = await existing(io, kind, name);
      checkBucket(bucket);
      await backup(io, kind, service, bucket, flags["use-iam"]);
      return { service: name, bucket };
    },
    text: () => {},
  });
