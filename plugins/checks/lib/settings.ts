import { WHOLE } from "hokku/report-schema";
import { matching, settings } from "hokku/settings";

export default settings("checks", {
  // Seconds that a process may take until its checks pass; those of app.json say their own.
  "boot-timeout": matching(/^[1-9]\d{0,4}$/, "use a number of seconds, as in 120", { default: "60", schema: WHOLE }),
  // Seconds that a process without checks has to stay up. Dokku waits 10, whatever happens. A program that cannot start (a missing module, setting,
  // database) says so while it loads, which takes interpreters 0.1 to 4 seconds; what dies later is the restart policy's matter.
  "default-wait": matching(/^\d{1,5}$/, "use a number of seconds, as in 10", { default: "5", schema: WHOLE }),
  // Seconds an old container lives on after its requests went to the new one.
  "wait-to-retire": matching(/^\d{1,6}$/, "use a number of seconds, as in 60", { default: "60", schema: WHOLE }),
});
