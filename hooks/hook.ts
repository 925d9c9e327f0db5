import { dirname, join } from "node:path";
import { type Executable, type Io, must } from "../core/execute.ts";
import * as core from "../core/trigger.ts";
import type { catalogue } from "./catalogue.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** The name of every trigger there is. */
export type Trigger = keyof typeof catalogue;

/** The arguments of a trigger, in the order the catalogue names them. */
export type Arguments<T extends Trigger> = Tuple<(typeof catalogue)[T]["args"]>;

type Tuple<A extends string> = A extends `${infer First} ${infer Rest}` ? [...One<First>, ...Tuple<Rest>] : One<A>;
type One<T extends string> = T extends ""
  ? []
  : T extends `[<${string}>...]`
    ? string[]
    : T extends `[${string}`
      ? [string?]
      : [string];

/** A hook in TypeScript: an executable typed by its trigger. It returns, throws `Exit`, or answers an exit code. */
export function hook<T extends Trigger>(
  _name: T,
  act: (io: Io, ...args: Arguments<T>) => number | undefined | void | Promise<number | undefined | void>,
): Executable {
  return async (args, io) => (await act(io, ...(args as Arguments<T>))) ?? undefined;
}

/** Fires a trigger: its hooks run one after another, their output streams, the first failure ends it with its code. */
export async function trigger<T extends Trigger>(io: Io, name: T, ...args: Arguments<T>): Promise<void> {
  const given = present(args);
  if (name !== "pre-build" && name !== "post-build") return core.trigger(io, name, ...given);
  // Since 0.32 the builder comes first; plugins without a plugin.toml are older and know only the app.
  for (const file of core.hooks(name, io.env))
    await must(file, existsSync(join(dirname(file), "plugin.toml")) ? given : given.slice(1, 2), io);
}

/** Fires a trigger and answers what its hooks printed, without the last newline. They get no stdin. */
export async function answer<T extends Trigger>(io: Io, name: T, ...args: Arguments<T>): Promise<string> {
  return (await core.capture(io, name, ...present(args))).replace(/\n$/, "");
}

const present = (args: readonly (string | undefined)[]): string[] => args.filter((word) => word !== undefined);
