import { matching, pathInApp, settings, yesNo } from "hokku/settings";

export default settings("builder", {
  "build-dir": pathInApp("the folder of the source that is built"),
  selected: matching(
    "the builder; found by what the source has where unset",
    /^[a-z0-9][\w.-]*$/i,
    "use the name of a builder, as herokuish",
  ),
  "skip-cleanup": yesNo("whether old images and containers stay after a deploy", { default: "false" }),
});

/** What others may ask for and set by triggers; `detected` is written by deploys only. */
export const KEYS = ["build-dir", "detected", "selected", "skip-cleanup"];
