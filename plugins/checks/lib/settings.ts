import { WHOLE } from "hokku/report-schema";
import { matching, settings } from "hokku/settings";

export default settings("checks", {
  "boot-timeout": matching(
    "seconds a process may take to listen, where app.json says nothing else",
    /^[1-9]\d{0,4}$/,
    "use a number of seconds, as in 120",
    { default: "60", schema: WHOLE },
  ),
  // Dokku waits 10, whatever happens. A program that cannot start (a missing module, setting,
  // database) says so while it loads, which takes interpreters 0.1 to 4 seconds; what dies later is the restart policy's matter.
  "default-wait": matching("seconds a process without checks has to stay up", /^\d{1,5}$/, "use a number of seconds, as in 10", {
    default: "5",
    schema: WHOLE,
  }),
  "wait-to-retire": matching(
    "seconds old containers live on for requests they have begun",
    /^\d{1,6}$/,
    "use a number of seconds, as in 60",
    { default: "60", schema: WHOLE },
  ),
});
