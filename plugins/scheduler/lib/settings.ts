import { matching, settings } from "hokku/settings";

export default settings("scheduler", {
  selected: matching("who runs the app", /^[a-z0-9-]+$/, "a scheduler's name has lower-case letters, digits and dashes", {
    is: "plugin",
    default: "docker-local",
  }),
  shell: { is: "text", summary: "the shell that enter and run open; bash or sh where unset" },
});
