import { join } from "node:path";
import { command, write } from "hokku";
import { MISSING } from "../flags.ts";
import { linksOf } from "../links.ts";
import type { Kind } from "../service.ts";
import { names, rootOf, visible } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:app-links`,
    summary: `List all ${kind.title} services that are linked to an app`,
    reads: true,
    args: "<app>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:app-links playground`],
    run: async ({ words: { app }, io }) => {
      const all = await visible(io, kind.plugin, names(kind.plugin, io.env));
      return all.filter((name) => linksOf(join(rootOf(kind.plugin, io.env), name)).includes(app));
    },
    text: (services, io) => write(io, services.map((name) => `${name}\n`).join("")),
  });
