/** Draws docs/overview.svg and docs/push.svg from the code: `core/node scripts/lib/picture.ts`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkout } from "./declared.ts";
import { overview } from "./picture/overview.ts";
import { push } from "./picture/push.ts";

/** The pictures by their path. */
export const pictures = (): Map<string, string> =>
  new Map([
    ["docs/overview.svg", overview()],
    ["docs/push.svg", push()],
  ]);

if (import.meta.main) for (const [path, text] of pictures()) writeFileSync(join(checkout, path), text);
