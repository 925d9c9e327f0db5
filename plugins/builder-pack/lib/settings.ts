import { pathInApp, settings } from "hokku/settings";

export default settings("builder-pack", {
  "projecttoml-path": pathInApp("where the project.toml is in the source", { default: "project.toml" }),
});
