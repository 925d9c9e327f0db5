import { settings, yesNo } from "hokku/settings";

export default settings("builder-herokuish", { allowed: yesNo("whether this builder may be used", { default: "true" }) });
