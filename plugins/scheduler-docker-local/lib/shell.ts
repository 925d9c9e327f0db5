import type { Io } from "hokku";
import { properties } from "hokku/properties";
import { splitWords } from "hokku/words";

/** The words that open a shell in an app's container: the property `shell` of scheduler, else bash where there is one. */
export function shellWords(app: string, { env }: Io): string[] {
  const chosen = env.DOKKU_SHELL || properties("scheduler", env).computed(app, "shell");
  return chosen ? splitWords(chosen) : ["/bin/sh", "-c", "if command -v bash >/dev/null 2>&1; then exec bash; else exec sh; fi"];
}
