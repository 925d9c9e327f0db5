import { settings, whole } from "hokku/settings";

export default settings("plugin", {
  "hook-budget-milliseconds": whole("how long a hook of a plugin of the host may take before people are told; 0 for any time", {
    default: "1000",
    scope: "global",
  }),
});
