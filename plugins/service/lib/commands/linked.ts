import { command, Exit, step } from "hokku";
import { readEnvironment } from "hokku/environment";
import { MISSING } from "../flags.ts";
import { variablesWith } from "../links.ts";
import type { Kind } from "../service.ts";
import { existing, forApp } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:linked`,
    summary: `Check if the ${kind.title} service is linked to an app; exit code 1 where it is not`,
    reads: true,
    args: "<service> <app>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:linked lollipop playground`],
    run: async ({ words: { service, app }, io }) => {
      await existing(io, kind, service);
      const variables = readEnvironment(app, io.env);
      const found = variablesWith(kind.url(forApp(kind, service, io.env, variables)), variables);
      if (!found.length) throw new Exit(1, `Service ${service} is not linked to ${app}`);
      return { service, app, variables: found };
    },
    text: ({ service, app }, io) => step(io, `Service ${service} is linked to ${app}`),
  });
