import { pathInApp, settings } from "hokku/settings";

export default settings("app-json", { "appjson-path": pathInApp({ default: "app.json" }) });
