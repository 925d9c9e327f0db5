import type { Io } from "../../../core/execute.ts";
import { executable, plugins } from "../../../core/trigger.ts";
import type { Declaration } from "./declaration.ts";

/** Why a command cannot be planned; undefined where it can. */
export function whyNotPlanned(
  name: string,
  env: Io["env"],
  declared?: Pick<Declaration, "reads" | "isGroup">,
): string | undefined {
  const [plugin = "", sub = ""] = name.split(":");
  const folder = plugins(env).get(plugin);
  if (declared?.reads || declared?.isGroup) return `${name} changes nothing, so there is nothing to plan`;
  if (executable(`${folder}/root-subcommands`, sub)) return `${name} sets up the host as root, outside of what can be planned`;
  return executable(`${folder}/local-subcommands`, sub) && `${name} is no command of a host, so it cannot be planned`;
}
