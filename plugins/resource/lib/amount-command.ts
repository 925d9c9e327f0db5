import { command, detail, Exit, headline, type Io, trouble, write } from "hokku";
import { properties } from "hokku/properties";
import { type Amounts, checkedAmount, contradiction, RESOURCES } from "./amounts.ts";
import { amounts, clearAmounts, DEFAULTS, type Kind, keyOf, ownAmounts } from "./store.ts";

const NOUNS = { limit: "limits", reserve: "reservation" } as const;
const DOES = { limit: "Limit what an app's containers may use", reserve: "Reserve what an app's containers need" } as const;
const TYPE = { type: "string", value: "TYPE", summary: "of one process type instead of all; `build` is the build" } as const;

/** `resource:limit` and `resource:reserve`: sets the amounts that are given, shows all where none is. */
export const amountCommand = (kind: Kind) =>
  command({
    name: `resource:${kind}`,
    summary: DOES[kind],
    args: "<app>",
    flags: {
      "process-type": TYPE,
      cpu: { type: "string", value: "CORES", summary: "cores, as in 0.5" },
      memory: { type: "string", value: "AMOUNT", summary: "memory, as in 512m" },
      "memory-swap": { type: "string", value: "AMOUNT", summary: "memory and swap together, as in 1g" },
      network: { type: "string", value: "AMOUNT", summary: "bandwidth; kept, but docker cannot enforce it" },
      "network-ingress": { type: "string", value: "AMOUNT", summary: "bandwidth in; kept, but docker cannot enforce it" },
      "network-egress": { type: "string", value: "AMOUNT", summary: "bandwidth out; kept, but docker cannot enforce it" },
      "nvidia-gpu": { type: "string", value: "NUMBER", summary: "Nvidia GPUs" },
    },
    examples: [
      `dokku resource:${kind} --memory 512m --process-type web node-app`,
      `dokku resource:${kind} --memory clear node-app`,
    ],
    run: ({ words: { app }, flags, io }) => {
      const type = processType(flags["process-type"]) ?? DEFAULTS;
      const given = RESOURCES.flatMap((key) => (flags[key] ? [[key, checkedAmount(key, flags[key])] as const] : []));
      if (given.length) set(io, app, type, kind, given);
      else show(io, app, type, kind);
      return ownAmounts(io.env, app, type, kind);
    },
    text: () => {},
  });

/** `resource:limit-clear` and `resource:reserve-clear`. */
export const clearCommand = (kind: Kind) =>
  command({
    name: `resource:${kind}-clear`,
    summary: `Forget an app's ${kind === "limit" ? "limits" : "reservations"}, of one process type or of all`,
    args: "<app>",
    flags: { "process-type": TYPE },
    run: ({ words: { app }, flags, io }) => {
      const type = processType(flags["process-type"]);
      headline(io, `clearing ${app} ${NOUNS[kind]}${type && type !== DEFAULTS ? ` (${type})` : ""}`);
      clearAmounts(io.env, app, type, kind);
    },
    text: () => {},
  });

function processType(name: string | undefined): string | undefined {
  if (name === undefined || /^[A-Za-z0-9_][\w-]*$/.test(name)) return name;
  throw new Exit(1, `--process-type takes the name of a process type, as in the Procfile; not ${JSON.stringify(name)}`);
}

function set(io: Io, app: string, type: string, kind: Kind, given: readonly (readonly [string, string])[]): void {
  headline(io, `Setting resource ${NOUNS[kind]} for ${app}${type === DEFAULTS ? "" : ` (${type})`}`);
  for (const [key, value] of given) {
    detail(io, value === "clear" ? `${key}: cleared` : `${key}: ${value}`);
    properties("resource", io.env).set(app, keyOf(type, kind, key), value === "clear" ? "" : value);
  }
  const of = (which: Kind): Amounts => amounts(io.env, app, type, which);
  const why = contradiction(of("limit"), of("reserve"));
  if (why) trouble(why);
}

function show(io: Io, app: string, type: string, kind: Kind): void {
  headline(io, `resource ${NOUNS[kind]} ${app} information ${type === DEFAULTS ? "[defaults]" : `(${type})`}`);
  const own = ownAmounts(io.env, app, type, kind);
  for (const key of RESOURCES) write(io, `       ${key}: ${own[key] ?? ""}\n`);
}
