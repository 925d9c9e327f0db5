import { settings, yesNo } from "hokku/settings";

export default settings("apps", {
  "deploy-source": { is: "text", summary: "what the app was deployed from; each deploy writes it", scope: "app" },
  "deploy-source-metadata": { is: "text", summary: "its commit, image or address; each deploy writes it", scope: "app" },
  "disable-autocreation": yesNo("whether a push to an app that is none is refused", { scope: "global" }),
});
