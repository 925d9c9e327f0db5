import { command, step } from "hokku";
import { ALL, changeLists, type Lists, typesOf } from "./lists.ts";

const TO: Readonly<Record<string, keyof Lists | undefined>> = { disable: "disabled", skip: "skipped", enable: undefined };

/** `checks:disable`, `checks:enable` and `checks:skip`. They count from the next deploy on. */
export const switchCommand = (verb: "disable" | "enable" | "skip", doing: string, summary: string) =>
  command({
    name: `checks:${verb}`,
    summary,
    args: "<app> [<types>]",
    examples: [`dokku checks:${verb} node-app`, `dokku checks:${verb} node-app worker,clock`],
    run: async ({ words: { app, types: named }, io }) => {
      const types = typesOf(named);
      const lists = await changeLists(io, app, types, TO[verb]);
      const of = types.includes(ALL) ? `app (${app})` : `app's (${app}) proctypes (${types.join(",")})`;
      step(io, `${doing} zero downtime for ${of}`);
      return lists;
    },
    text: () => {},
  });
