import { WHOLE } from "hokku/report-schema";
import { matching, settings, yesNo } from "hokku/settings";

export default settings("scheduler-docker-local", {
  "init-process": yesNo("whether process 1 is Docker's own init, which reaps zombies", { default: "true" }),
  "parallel-schedule-count": matching("containers started at once", /^[1-9]\d{0,3}$/, "use a number from 1 on", {
    default: "1",
    schema: WHOLE,
  }),
});
