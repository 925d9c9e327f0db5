import { settings, yesNo } from "hokku/settings";

export default settings("apps", {
  "disable-autocreation": yesNo("whether a push to an app that is none is refused", { scope: "global" }),
});
