import { WHOLE } from "hokku/report-schema";
import { matching, settings } from "hokku/settings";

export default settings("releases", {
  retention: matching(
    "how many images are kept to roll back to: the newest that differ, with every release that ran them",
    /^[1-9]\d{0,3}$/,
    "use a number of images, as in 5",
    { default: "5", schema: WHOLE },
  ),
});
