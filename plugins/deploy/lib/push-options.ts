import type { Io } from "hokku";

/** Whether a push was made with that option, as in `git push -o no-wait`. Contract: what git tells its hooks. */
export const hasPushOption = (env: Io["env"], option: string): boolean =>
  Array.from({ length: Number(env.GIT_PUSH_OPTION_COUNT) || 0 }, (_, at) => env[`GIT_PUSH_OPTION_${at}`]).includes(option);
