import { command, Exit, trigger } from "hokku";
import { readEnvironment } from "hokku/environment";
import { MISSING } from "../flags.ts";
import { otherAlias, usualAlias, variablesWith, withoutApp } from "../links.ts";
import type { Kind } from "../service.ts";
import { existing, forApp } from "../state.ts";

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:promote`,
    summary: `Make a linked service the one in ${usualAlias(kind)}_URL; what was there gets a name of its own`,
    args: "<service> <app>",
    missing: MISSING,
    examples: [`dokku ${kind.plugin}:promote other-service playground`],
    run: async ({ words: { service: name, app }, io }) => {
      await existing(io, kind, name);
      const variables = readEnvironment(app, io.env);
      const variable = `${usualAlias(kind)}_URL`;
      const [found, ...more] = variablesWith(kind.url(forApp(kind, name, io.env, variables)), variables);
      if (found === undefined) throw new Exit(1, `Not linked to app ${app}`);
      if ([found, ...more].includes(variable)) throw new Exit(1, `Service ${name} already promoted as ${variable}`);
      const before = variables.get(variable);
      const isElsewhere = [...variables].some(([key, value]) => key !== variable && value === before);
      const kept = before === undefined || isElsewhere ? [] : [`${otherAlias(kind, variables)}_URL=${before}`];
      await trigger(withoutApp(io), "config-set", app, ...kept, `${variable}=${variables.get(found)}`);
      return { service: name, app, variable };
    },
    text: () => {},
  });
