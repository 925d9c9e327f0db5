import { WHOLE } from "hokku/report-schema";
import { matching, settings } from "hokku/settings";

export default settings("builds", {
  retention: matching(
    "how many records of builds and deploys are kept, with what they printed",
    /^[1-9]\d{0,4}$/,
    "use a number of records, as in 20",
    { default: "20", schema: WHOLE },
  ),
});
