import { Exit, type Io } from "../../../core/execute.ts";
import type { Command } from "./declaration.ts";
import { properties } from "./properties.ts";
import { GLOBAL, scoped } from "./scope.ts";
import { knownKey, reachesHost, type Setting, type Settings } from "./settings.ts";
import { headline } from "./talk.ts";

/** What a `:set` command has besides its settings. */
export interface SetOptions {
  readonly summary?: string;
  readonly examples?: readonly string[];
  readonly arrange?: (given: string[]) => string[];
  /** A setting whose key is only known at run time, or nothing where it is none of these. */
  readonly more?: (io: Io, app: string, key: string) => Promise<Setting | undefined>;
  /** Throws where a value cannot be: what only the host can tell. It is not asked about the empty value. */
  readonly check?: (io: Io, key: string, value: string) => Promise<void>;
  /** Contract: how it is said that a key is for all apps only, which is "<key> can only be set globally" for most. */
  readonly only?: (key: string) => string;
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
 *     export default propertyCommand(ps, { examples: ["dokku ps:set node-app restart-policy always"] });
 */
export function propertyCommand<K extends string>(
  settings: Settings<K>,
  {
    summary,
    examples = [],
    arrange = (given) => given,
    more,
    check,
    only = (key) => `${key} can only be set globally`,
    changed,
  }: SetOptions = {},
): Command<PropertyChange> {
  const { plugin, known } = settings;
  const keys = Object.keys(known).sort().join(", ");
  return scoped({
    name: `${plugin}:set`,
    summary: summary ?? `Set or clear a ${plugin} property: ${keys}`,
    args: "<app> <key> [<value>]",
    missing: { key: "No property specified" },
    examples,
    settings: known,
    verbatim: true,
    // A value may begin with a dash, but no one sets anything to `--help`.
    arrange: (given) => (given.includes("--help") ? ["--help"] : arrange(given)),
    reachesHost: ({ words: { key } }) => Object.hasOwn(known, key) && reachesHost(known[key as K]),
    run: async ({ words: { app, key, value = "" }, io }): Promise<PropertyChange> => {
      if (app === GLOBAL && !Object.hasOwn(known, key) && !more)
        throw new Exit(1, `Property cannot be specified globally: there is no ${JSON.stringify(key)} among ${keys}`);
      permitted(
        (await more?.(io, app, key)) ?? known[knownKey(settings, key)],
        app,
        key,
        value,
        io.env.FINGERPRINT !== undefined,
        only,
      );
      if (value) await check?.(io, key, value);
      headline(io, value ? `Setting ${key} to ${value}` : `Unsetting ${key}`);
      properties(plugin, io.env).set(app, key, value);
      await changed?.(io, app, key, value);
      return { scope: app, property: key, value };
    },
    text: () => {},
  });
}

function permitted(
  setting: Setting,
  app: string,
  key: string,
  value: string,
  withKey: boolean,
  only: (key: string) => string,
): void {
  const { scope = "both", refuse, refuseToKeys, refused = `${key} cannot be ${JSON.stringify(value)}` } = setting;
  if (app === GLOBAL && scope === "app") throw new Exit(1, `Property cannot be specified globally: name an app to set ${key}`);
  if (app !== GLOBAL && scope === "global") throw new Exit(1, `${only(key)} with --global, not for ${app}`);
  if (/[\0\n]/.test(value)) throw new Exit(1, `${key} takes one line of text`);
  const wrong = value && (refuse?.(value) ?? (withKey ? refuseToKeys?.(value) : undefined));
  if (wrong) throw new Exit(1, `${refused}: ${wrong}`);
}
