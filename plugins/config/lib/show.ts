import { Exit, headline, trouble, write } from "hokku";
import { GLOBAL, scoped } from "hokku/scope";
import { MERGED } from "./flags.ts";
import { format, variablesOf } from "./formats.ts";

/** Makes `config:show`, and `config` itself, which is the same. */
export const show = (name: string) =>
  scoped({
    name,
    isGroup: name === "config",
    summary: "Show all variables",
    reads: true,
    args: "<app>",
    flags: {
      merged: MERGED,
      shell: { type: "boolean", summary: "deprecated: config:export --format shell" },
      export: { type: "boolean", summary: "deprecated: config:export --format exports" },
    },
    examples: [`dokku ${name} node-app`, `dokku ${name} --merged node-app`],
    run: ({ words: { app }, flags, io, json }) => {
      if (flags.shell && flags.export) throw new Exit(2, "Only one of --shell and --export can be given");
      const way = flags.shell ? "shell" : flags.export ? "exports" : "pretty";
      if (way !== "pretty") trouble(`Deprecated: Use 'config:export --format ${way}' instead`);
      else headline(io, `${app === GLOBAL ? "global" : app} env vars`);
      const variables = variablesOf(io, app, flags.merged);
      if (!json) write(io, format(variables, way));
      return { variables };
    },
    text: () => {},
  });
