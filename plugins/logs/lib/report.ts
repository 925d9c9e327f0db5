import type { Io } from "hokku";
import { isTold, report, type Shown, settingKeys } from "hokku/report";
import logs from "./settings.ts";

const PLAIN = ["app-label-alias", "keep", "max-size"] as const;
const HOSTS = ["vector-image", "vector-networks"] as const;

/** `logs:report` and its part of `dokku report`. Sinks may hold passwords: people and keys are shown only their kind. */
export const logsReport = report({
  plugin: "logs",
  keys: { ...settingKeys(logs, { only: PLAIN }), ...settingKeys(logs, { only: HOSTS, global: true }), ...sinks(false) },
  globalKeys: {
    ...settingKeys(logs, { only: [...PLAIN, ...HOSTS], global: true }),
    ...sinks(true),
  },
});

function sinks(global: boolean) {
  const keys = settingKeys(logs, { only: ["vector-sink", "vector-cron-sink"], global });
  return Object.fromEntries(
    Object.entries(keys).map(([key, ask]) => [
      key,
      async (io: Io, app: string, shown: Shown) => {
        const sink = await ask(io, app, shown);
        return isWhole(key, shown, io) ? sink : sink.replace(/^([^:]+):\/\/.*$/s, "$1://redacted");
      },
    ]),
  );
}

/** Contract: by its flag only what was set is told, not what it comes to. */
const isWhole = (key: string, shown: Shown, io: Io): boolean =>
  isTold(io, shown) && !(shown === "flag" && key.startsWith("logs-computed-"));
