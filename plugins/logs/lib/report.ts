import { propertyKeys, report } from "hokku/report";
import { DEFAULTS } from "./settings.ts";

const { "vector-sink": _, "vector-cron-sink": __, "vector-image": IMAGE = "", ...PLAIN } = DEFAULTS;

/** `logs:report` and its part of `dokku report`. Sinks may hold passwords: of those only the kind is shown. */
export const logsReport = report({
  plugin: "logs",
  keys: { ...propertyKeys("logs", PLAIN), ...sinks(false) },
  globalKeys: {
    ...propertyKeys("logs", { ...PLAIN, "vector-image": IMAGE, "vector-networks": "" }, { global: true }),
    ...sinks(true),
  },
});

function sinks(global: boolean) {
  const keys = propertyKeys("logs", { "vector-sink": "", "vector-cron-sink": "" }, { global });
  return Object.fromEntries(
    Object.entries(keys).map(([key, ask]) => [
      key,
      async (...asked: Parameters<typeof ask>) => (await ask(...asked)).replace(/^([^:]+):\/\/.*$/s, "$1://redacted"),
    ]),
  );
}
