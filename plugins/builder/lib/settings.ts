import { matching, pathInApp, settings, yesNo } from "hokku/settings";

export default settings("builder", {
  "build-dir": pathInApp(),
  selected: matching(/^[a-z0-9][\w.-]*$/i, "use the name of a builder, as herokuish"),
  "skip-cleanup": yesNo({ default: "false" }),
});

/** What others may ask for and set by triggers; `detected` is written by deploys only. */
export const KEYS = ["build-dir", "detected", "selected", "skip-cleanup"];
