import { type Command, command, Exit, step, write } from "hokku";
import type { LabelProxy } from "../label-proxy.ts";
import { composeText } from "./compose.ts";
import { containerOf, logs, serviceOf, start, stop } from "./container.ts";

interface Started {
  readonly container: string;
}

/** `<proxy>:start`. */
export const startCommand = <K extends string>(of: LabelProxy<K>): Command<Started> =>
  command({
    name: `${of.name}:start`,
    summary: `Start ${of.name}, anew where it runs, with its settings as they are by now`,
    reachesHost: true,
    examples: [`dokku ${of.name}:start`],
    run: async ({ io }) => {
      step(io, `Starting ${of.name}`);
      return { container: await start(of, io) };
    },
    text: () => {},
  });

/** `<proxy>:stop`. */
export const stopCommand = <K extends string>(of: LabelProxy<K>): Command<Started & { readonly stopped: boolean }> =>
  command({
    name: `${of.name}:stop`,
    summary: `Stop ${of.name}, also after the host has started again`,
    reachesHost: true,
    examples: [`dokku ${of.name}:stop`],
    run: async ({ io }) => {
      step(io, `Stopping ${of.name}`);
      return { container: containerOf(of.name), stopped: await stop(of, io) };
    },
    text: () => {},
  });

/** `<proxy>:show-config`: a compose file. */
export const showConfigCommand = <K extends string>(of: LabelProxy<K>): Command<{ readonly config: string }> =>
  command({
    name: `${of.name}:show-config`,
    summary: `Show how the container of ${of.name} is made, as a compose file`,
    // Contract: Dokku takes an app, which makes no difference.
    args: "[<app>]",
    reads: true,
    reachesHost: true,
    showsSecret: () => true,
    examples: [`dokku ${of.name}:show-config`],
    run: async ({ io }) => ({ config: await composeText(of.name, await serviceOf(of, io)) }),
    text: ({ config }, io) => write(io, config),
  });

/** `<proxy>:logs`. */
export const logsCommand = <K extends string>({ name }: LabelProxy<K>): Command<void, { readonly text: string }> =>
  command({
    name: `${name}:logs`,
    summary: `Show what ${name} itself prints`,
    flags: {
      num: { type: "number", short: "n", value: "N", summary: "lines from the end (100)" },
      tail: { type: "boolean", short: "t", summary: "go on as more is printed" },
    },
    reads: true,
    reachesHost: true,
    examples: [`dokku ${name}:logs`, `dokku ${name}:logs --num 10 --tail`],
    json: () => (text) => ({ text }),
    run: async ({ flags: { num = 100, tail }, io }) => {
      if (num < 0) throw new Exit(2, `--num takes a number of lines, not ${num}`);
      const code = await logs(name, io, num, tail);
      if (code !== 0) throw new Exit(code, code > 128 ? "" : `${name} has no logs; start it: dokku ${name}:start`);
    },
  });
