import { command, headline, trouble, write } from "hokku";
import type { Kind } from "../service.ts";
import { names, visible } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:list`,
    summary: `List all ${kind.title} services`,
    reads: true,
    examples: [`dokku ${kind.plugin}:list`],
    run: ({ io }) => visible(io, kind.plugin, names(kind.plugin, io.env)),
    text: (services, io) => {
      if (!services.length) return trouble(`There are no ${kind.title} services`);
      headline(io, `${kind.title} services`);
      write(io, services.map((name) => `${name}\n`).join(""));
    },
  });
