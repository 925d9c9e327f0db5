import { WHOLE } from "hokku/report-schema";
import { matching, settings } from "hokku/settings";

export default settings("builds", {
  retention: matching(
    "how many records of builds and deploys are kept, with what they printed",
    /^[1-9]\d{0,4}$/,
    "use a number of records, as in 20",
    { default: "20", schema: WHOLE },
  ),
  "min-free": matching(
    "how many MB a build leaves free on the disk, besides what the last one took; a push that would not is refused",
    /^\d{1,7}$/,
    "use a number of MB, as in 256",
    { scope: "global", default: "256", schema: WHOLE },
  ),
  parallel: matching(
    "how many builds run at once on this host, 0 for no limit; as many as it has processors where unset",
    /^\d{1,4}$/,
    "use a number of builds, as in 2, or 0 for no limit",
    { scope: "global", schema: WHOLE },
  ),
});
