import { settings, yesNo } from "hokku/settings";

export default settings("builder-herokuish", { allowed: yesNo({ default: "true" }) });
