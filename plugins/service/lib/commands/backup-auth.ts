import { join } from "node:path";
import { command, Exit } from "hokku";
import { AUTH } from "../backup.ts";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing, write } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-auth`,
    summary: `Set the key by which backups of the ${kind.title} service are stored`,
    args: "<service> <access-key-id> <secret-access-key> [<region>] [<signature-version>] [<endpoint-url>]",
    missing: {
      ...MISSING,
      "access-key-id": "Please specify an aws access key id",
      "secret-access-key": "Please specify an aws secret access key",
    },
    examples: [
      `dokku ${kind.plugin}:backup-auth lollipop KEY_ID SECRET`,
      `dokku ${kind.plugin}:backup-auth lollipop KEY_ID SECRET us-east-1 s3v4 https://minio.example.com`,
    ],
    run: async ({ words, io }) => {
      const service = await existing(io, kind, words.service);
      const values = [
        words["access-key-id"],
        words["secret-access-key"],
        words.region,
        words["signature-version"],
        words["endpoint-url"],
      ];
      if (values.some((value) => /[\r\n\0]/.test(value ?? ""))) throw new Exit(1, "each of these is one line");
      for (const [at, key] of AUTH.entries()) write(join(service.root, "backup"), key, values[at] ?? "", 0o600);
      return { service: words.service };
    },
    text: () => {},
  });
