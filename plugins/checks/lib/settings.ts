import { WHOLE } from "hokku/report-schema";
import { matching, settings } from "hokku/settings";

export default settings("checks", {
  // Seconds an old container lives on after its requests went to the new one.
  "wait-to-retire": matching(/^\d{1,6}$/, "use a number of seconds, as in 60", { default: "60", schema: WHOLE }),
});
