import { command, Exit, step } from "hokku";
import { create } from "../create.ts";
import { copyData } from "../data.ts";
import { container } from "../engine.ts";
import { CREATE, joined } from "../flags.ts";
import { announce } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing, names } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:clone`,
    summary: `Create a ${kind.title} service and copy the data of another into it`,
    args: "<service> <new-service>",
    missing: {
      service: "Please specify a valid name for the service",
      "new-service": "Please specify a name for the new service",
    },
    flags: CREATE,
    arrange: joined(CREATE),
    examples: [`dokku ${kind.plugin}:clone lollipop lollipop-2`],
    run: async ({ words: { service: from, "new-service": to }, flags, io }) => {
      const service = await existing(io, kind, from);
      if (names(kind.plugin, io.env).includes(to))
        throw new Exit(1, `Invalid service name ${to}. Verify the service name is not already in use.`);
      if (!(await container(io, service.container))?.State.Running) throw new Exit(1, `Service ${from} container is not running`);
      const { image = service.image, "image-version": version = service.imageVersion } = flags;
      const given = { ...flags, image, "image-version": version };
      announce(io, `Cloning ${from} to ${to} @ ${given.image}:${given["image-version"]}`);
      const made = await create(io, kind, to, given);
      step(io, `Copying data from ${from} to ${to}`);
      await copyData(io, kind, service, made).catch((error: unknown) => {
        const why = error instanceof Error ? error.message : error;
        throw new Exit(1, `${why}\n${to} is there without the data; to try again: dokku ${kind.plugin}:destroy ${to}`);
      });
      announce(io, "Done");
      return { service: from, newService: to };
    },
    text: () => {},
  });
