import { basename, dirname } from "node:path";
import type { Io } from "../../../core/execute.ts";
import { hooks } from "../../../core/trigger.ts";
import type { Trigger } from "../../../hooks/hook.ts";

/** One plugin's hook for a trigger. */
export interface Listener {
  readonly plugin: string;
  readonly file: string;
}

/** Who answers a trigger, in the order they are asked; those who only write down that it was fired do not count. */
export function listeners(name: Trigger, env: Io["env"]): Listener[] {
  const all = hooks(name, env).map((file) => ({ plugin: basename(dirname(file)), file }));
  return all.filter(({ plugin }) => !/^\d*_?events$/.test(plugin));
}
