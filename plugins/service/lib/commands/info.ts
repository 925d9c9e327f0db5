import { command, Exit, write } from "hokku";
import { MISSING } from "../flags.ts";
import { INFO, infoOf, showInfo } from "../info.ts";
import type { Kind } from "../service.ts";
import { existing } from "../state.ts";

type Key = keyof typeof INFO;
const KEYS = Object.keys(INFO) as Key[];
const FLAGS = Object.fromEntries(KEYS.map((key) => [key, { type: "boolean", summary: `only ${INFO[key]}` }])) as {
  readonly [K in Key]: { readonly type: "boolean"; readonly summary: string };
};

export default (kind: Kind) =>
  command({
    name: `${kind.plugin}:info`,
    summary: "Print the service information",
    reads: true,
    showsSecret: ({ flags }) => flags.dsn || !KEYS.some((key) => flags[key]),
    args: "<service>",
    missing: MISSING,
    flags: FLAGS,
    examples: [`dokku ${kind.plugin}:info lollipop`, `dokku ${kind.plugin}:info lollipop --dsn`],
    run: async ({ words: { service: name }, flags, io }) => {
      const asked = KEYS.filter((key) => flags[key]);
      if (asked.length > 1) throw new Exit(2, `${kind.plugin}:info takes one of its flags at a time, or none for all`);
      const info = await infoOf(io, kind, await existing(io, kind, name));
      return asked[0] ? { service: name, asked: asked[0], info: { [asked[0]]: info[asked[0]] } } : { service: name, info };
    },
    text: (result, io) => {
      if ("asked" in result && result.asked) write(io, `${Object.values(result.info)[0]}\n`);
      else showInfo(io, kind, result.service, result.info as Awaited<ReturnType<typeof infoOf>>);
    },
  });
