import { join } from "node:path";
import { command } from "hokku";
import { MISSING } from "../flags.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

const { rmSync } = process.getBuiltinModule("node:fs");

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:backup-deauth`,
    summary: `Forget the key by which backups of the ${kind.title} service are stored`,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:backup-deauth lollipop`],
    run: async ({ words: { service: name }, io }) => {
      rmSync(join((await existing(io, kind, name)).root, "backup"), { recursive: true, force: true });
      return { service: name };
    },
    text: () => {},
  });
