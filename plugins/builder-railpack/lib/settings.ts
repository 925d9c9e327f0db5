import { pathInApp, settings } from "hokku/settings";

export default settings("builder-railpack", {
  "railpackjson-path": pathInApp("where the railpack.json is in the source", { default: "railpack.json" }),
});
