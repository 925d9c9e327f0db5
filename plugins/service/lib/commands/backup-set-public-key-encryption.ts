import { join } from "node:path";
import { command, Exit } from "hokku";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing, write } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-set-public-key-encryption`,
    summary: `Encrypt future backups of the ${kind.title} service for a public key of keyserver.ubuntu.com`,
    args: "<service> <public-key-id>",
    missing: { ...MISSING, "public-key-id": "Please specify a valid GPG Public Key ID (or fingerprint)" },
    examples: [`dokku ${kind.plugin}:backup-set-public-key-encryption lollipop 0123456789ABCDEF`],
    run: async ({ words: { service: name, "public-key-id": value }, io }) => {
      const { root } = await existing(io, kind, name);
      if (/[\r\n\0]/.test(value)) throw new Exit(1, "it has to be one line");
      write(join(root, "backup-encryption"), "ENCRYPT_WITH_PUBLIC_KEY_ID", value, 0o600);
      return { service: name };
    },
    text: () => {},
  });
