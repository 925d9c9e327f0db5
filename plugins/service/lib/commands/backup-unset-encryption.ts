import { join } from "node:path";
import { command } from "hokku";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing, write } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-unset-encryption`,
    summary: `Encrypt future backups of the ${kind.title} service by no passphrase any more`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:backup-unset-encryption lollipop`],
    run: async ({ words: { service: name }, io }) => {
      write(join((await existing(io, kind, name)).root, "backup-encryption"), "ENCRYPTION_KEY", "");
      return { service: name };
    },
    text: () => {},
  });
