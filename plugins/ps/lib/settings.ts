import { WHOLE } from "hokku/report-schema";
import { matching, pathInApp, settings, yesNo } from "hokku/settings";

export default settings("ps", {
  "dockerfile-start-cmd": { is: "text", scope: "app" },
  "procfile-path": pathInApp({ default: "Procfile" }),
  // Contract: `docker run --restart`.
  "restart-policy": matching(
    /^(no|always|unless-stopped|on-failure(:\d+)?)$/,
    "use no, always, unless-stopped, on-failure or on-failure:<tries>",
    { default: "on-failure:10" },
  ),
  restore: yesNo({ default: "true", scope: "app" }),
  "skip-deploy": yesNo({ default: "false" }),
  "start-cmd": { is: "text", scope: "app" },
  "stop-timeout-seconds": matching(/^\d{1,5}$/, "use a number of seconds, as in 30", { default: "30", schema: WHOLE }),
});
