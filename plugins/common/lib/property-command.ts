import { Exit, type Io } from "../../../core/execute.ts";
import type { Command } from "./command.ts";
import { knownProperty, properties } from "./properties.ts";
import type { Schema } from "./report-schema.ts";
import { GLOBAL, scoped } from "./scope.ts";
import { headline } from "./talk.ts";

/** One property that a `:set` command knows. */
export interface Property {
  /** Where it can be set; for one app and for all (`both`) when left out. */
  readonly scope?: "app" | "global" | "both";
  /** Its value is a path, a program or an image of the host, or an address that it sends to: not for a key limited to apps. */
  readonly host?: boolean;
  /** What its value is for `--json`, where that is not text. */
  readonly schema?: Schema;
  /** Says in a sentence what is wrong with a value; it is not asked about the empty value, which unsets. */
  readonly refuse?: (value: string) => string | undefined;
}

/** What a `:set` command is made of. */
export interface PropertySet {
  readonly plugin: string;
  readonly properties: Readonly<Record<string, Property>>;
  readonly summary?: string;
  readonly examples?: readonly string[];
  readonly arrange?: (given: string[]) => string[];
  /** Called after the value is stored, to apply it. `app` may be `--global`; an unset property is "". */
  readonly changed?: (io: Io, app: string, key: string, value: string) => void | Promise<void>;
}

/** What a `:set` command answers as JSON. */
export interface PropertyChange {
  readonly scope: string;
  readonly property: string;
  readonly value: string;
}

/**
 * Makes `<plugin>:set [--global|<app>] <key> [<value>]`; without a value, or with an empty one, the property is unset.
 * An unknown property, one set where it cannot be, and a refused value end with 1 and change nothing.
 *
 *     export default propertyCommand({ plugin: "ps", properties: { "restart-policy": { refuse: notAPolicy } } });
 */
export function propertyCommand({
  plugin,
  properties: known,
  summary,
  examples = [],
  arrange = (given) => given,
  changed,
}: PropertySet): Command<PropertyChange> {
  return scoped({
    name: `${plugin}:set`,
    summary: summary ?? `Set or clear a ${plugin} property: ${Object.keys(known).sort().join(", ")}`,
    args: "<app> <key> [<value>]",
    examples,
    properties: known,
    verbatim: true,
    arrange,
    reachesHost: ({ words: { key } }) => Object.hasOwn(known, key) && known[key]?.host === true,
    run: async ({ words: { app, key, value = "" }, io }): Promise<PropertyChange> => {
      permitted(known[knownProperty(key, Object.keys(known).sort())] ?? {}, app, key, value);
      headline(io, value ? `Setting ${key} to ${value}` : `Unsetting ${key}`);
      properties(plugin, io.env).set(app, key, value);
      await changed?.(io, app, key, value);
      return { scope: app, property: key, value };
    },
    text: () => {},
  });
}

function permitted({ scope = "both", refuse }: Property, app: string, key: string, value: string): void {
  if (app === GLOBAL && scope === "app") throw new Exit(1, `${key} can only be set for an app, not with --global`);
  if (app !== GLOBAL && scope === "global")
    throw new Exit(1, `${key} can only be set for all apps: use --global instead of ${app}`);
  if (/[\0\n]/.test(value)) throw new Exit(1, `${key} takes one line of text`);
  const wrong = value && refuse?.(value);
  if (wrong) throw new Exit(1, `${key} cannot be ${JSON.stringify(value)}: ${wrong}`);
}
