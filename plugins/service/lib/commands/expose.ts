import { command, Exit, step } from "hokku";
import { expose, exposed, portsFor, removeUntracked } from "../ambassador.ts";
import { MISSING } from "../flags.ts";
import { start, statusOf } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing, write } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:expose`,
    summary: `Expose a ${kind.title} service on the host's ports, or on addresses of the host; free ports where none are named`,
    args: "<service> [<port>...]",
    missing: MISSING,
    examples: [
      `dokku ${kind.plugin}:expose lollipop ${kind.ports.join(" ")}`,
      `dokku ${kind.plugin}:expose lollipop 127.0.0.1:${kind.ports[0]}`,
    ],
    run: async ({ words: { service: name, port }, io }) => {
      const service = await existing(io, kind, name);
      const already = exposed(service);
      if (already.length) throw new Exit(1, `Service ${name} already exposed on port(s) ${already.join(" ")}`);
      const ports = await portsFor(kind, port);
      if ((await statusOf(io, service)) !== "running") await start(io, kind, service);
      await removeUntracked(io, service);
      write(service.root, "PORT", ports.join(" "));
      await expose(io, kind, service).catch((error: unknown) => {
        write(service.root, "PORT", "");
        throw error;
      });
      return { service: name, ports };
    },
    text: ({ service: name, ports }, io) => {
      const shown = ports.map((port, at) => `${kind.ports[at]}->${port}`).join(" ");
      step(io, `Service ${name} exposed on port(s) [container->host]: ${shown}`);
    },
  });
