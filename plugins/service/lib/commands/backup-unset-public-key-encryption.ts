import { join } from "node:path";
import { command } from "hokku";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing, write } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-unset-public-key-encryption`,
    summary: `Encrypt future backups of the ${kind.title} service for no public key any more`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:backup-unset-public-key-encryption lollipop`],
    run: async ({ words: { service: name }, io }) => {
      write(join((await existing(io, kind, name)).root, "backup-encryption"), "ENCRYPT_WITH_PUBLIC_KEY_ID", "");
      return { service: name };
    },
    text: () => {},
  });
