import type { Io } from "hokku";
import scheduler from "hokku/settings/scheduler";
import { splitWords } from "hokku/words";

/** The words that open a shell in an app's container: the property `shell` of scheduler, else bash where there is one. */
export function shellWords(app: string, { env }: Io): string[] {
  const chosen = env.DOKKU_SHELL || scheduler.of(app, "shell", env);
  return chosen ? splitWords(chosen) : ["/bin/sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi"];
}
