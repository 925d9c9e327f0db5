import { join } from "node:path";
import { command, Exit } from "hokku";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing, write } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-set-encryption`,
    summary: `Encrypt future backups of the ${kind.title} service by a passphrase`,
    args: "<service> <passphrase>",
    missing: { ...MISSING, passphrase: "Please specify a GPG backup passphrase" },
    examples: [`dokku ${kind.plugin}:backup-set-encryption lollipop correct-horse`],
    run: async ({ words: { service: name, passphrase: value }, io }) => {
      const { root } = await existing(io, kind, name);
      if (/[\r\n\0]/.test(value)) throw new Exit(1, "it has to be one line");
      write(join(root, "backup-encryption"), "ENCRYPTION_KEY", value, 0o600);
      return { service: name };
    },
    text: () => {},
  });
