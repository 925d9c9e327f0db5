import { command, Exit, type Io, step } from "hokku";
import { run } from "hokku/run";
import { checkGiven, imageOf, writeConfig } from "../config.ts";
import { container } from "../engine.ts";
import { CONTAINER, joined, MISSING } from "../flags.ts";
import { pulled } from "../image.ts";
import { linksOf } from "../links.ts";
import { announce, start, stop } from "../run-state.ts";
import type { Kind } from "../service.ts";
import { existing, serviceOf } from "../state.ts";

const FLAGS = {
  ...CONTAINER,
  "restart-apps": {
    type: "string",
    short: "R",
    value: "true|false",
    summary: "whether linked apps are stopped meanwhile (false)",
  },
} as const;

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:upgrade`,
    summary: `Let a ${kind.title} service run another version of its image; the usual one where none is named`,
    args: "<service>",
    missing: MISSING,
    flags: FLAGS,
    arrange: joined(FLAGS),
    examples: [
      `dokku ${kind.plugin}:upgrade lollipop`,
      `dokku ${kind.plugin}:upgrade lollipop --image-version 2.0 --restart-apps true`,
    ],
    run: async ({ words: { service: name }, flags, io }) => {
      const service = await existing(io, kind, name);
      checkGiven(flags);
      const { image, imageVersion } = imageOf(kind, flags, io.env);
      const wanted = `${image}:${imageVersion}`;
      await pulled(io, kind, wanted, `${kind.title} service ${name} upgrade failed`);
      if ((await container(io, service.container))?.Config.Image === wanted) {
        step(io, `Service ${name} already running ${wanted}`);
        return { service: name, image: wanted };
      }
      const apps = flags["restart-apps"] === "true" ? linksOf(service.root) : [];
      writeConfig(kind, name, service.root, flags, io.env);
      announce(io, `Upgrading ${name} to ${wanted}`);
      if (apps.length) announce(io, "Stopping all linked services");
      for (const app of apps) await dokku(io, "ps:stop", app);
      announce(io, `Stopping ${name}`);
      await stop(io, service);
      await start(io, kind, serviceOf(kind, name, io.env));
      if (apps.length) announce(io, "Starting all linked services");
      for (const app of apps) await dokku(io, "ps:start", app);
      announce(io, "Done");
      return { service: name, image: wanted };
    },
    text: () => {},
  });

async function dokku(io: Io, ...words: string[]): Promise<void> {
  const code = await run(io, "dokku", words);
  if (code !== 0) throw new Exit(code, `${words.join(" ")} failed`);
}
