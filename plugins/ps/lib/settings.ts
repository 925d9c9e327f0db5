import { WHOLE } from "hokku/report-schema";
import { matching, pathInApp, settings, yesNo } from "hokku/settings";

export default settings("ps", {
  "dockerfile-start-cmd": { is: "text", summary: "command of an image without process types", scope: "app" },
  "procfile-path": pathInApp("where the Procfile is in the source", { default: "Procfile" }),
  // Contract: `docker run --restart`.
  "restart-policy": matching(
    "when Docker starts a process again that ended",
    /^(no|always|unless-stopped|on-failure(:\d+)?)$/,
    "use no, always, unless-stopped, on-failure or on-failure:<tries>",
    { default: "on-failure:10", refused: "Invalid restart-policy specified" },
  ),
  restore: yesNo("whether the app is started after a stop of Docker or the host", { default: "true", scope: "app" }),
  "skip-deploy": yesNo("whether a push only builds", { default: "false" }),
  "start-cmd": { is: "text", summary: "command of an app built with buildpacks", scope: "app" },
  "stop-timeout-seconds": matching("seconds a process may take to end", /^\d{1,5}$/, "use a number of seconds, as in 30", {
    default: "30",
    schema: WHOLE,
  }),
});
