import { command, write } from "hokku";
import { MISSING } from "../flags.ts";
import { linksOf } from "../links.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:links`,
    summary: `List all apps linked to the ${kind.title} service`,
    reads: true,
    args: "<service>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:links lollipop`],
    run: async ({ words: { service }, io }) => linksOf((await existing(io, kind, service)).root),
    text: (apps, io) => write(io, apps.map((app) => `${app}\n`).join("")),
  });
