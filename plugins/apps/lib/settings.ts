import { settings, yesNo } from "hokku/settings";

export default settings("apps", { "disable-autocreation": yesNo({ scope: "global" }) });
