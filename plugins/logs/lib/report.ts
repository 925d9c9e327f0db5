import { report, settingKeys } from "hokku/report";
import logs from "./settings.ts";

const PLAIN = ["app-label-alias", "keep", "max-size"] as const;
const HOSTS = ["vector-image", "vector-networks"] as const;

/** `logs:report` and its part of `dokku report`. Sinks may hold passwords: of those only the kind is shown. */
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
      async (...asked: Parameters<typeof ask>) => (await ask(...asked)).replace(/^([^:]+):\/\/.*$/s, "$1://redacted"),
    ]),
  );
}
