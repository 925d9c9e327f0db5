import { pathInApp, settings } from "hokku/settings";

export default settings("app-json", { "appjson-path": pathInApp("where app.json is in the source", { default: "app.json" }) });
