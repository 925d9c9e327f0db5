import { pathInApp, settings } from "hokku/settings";

export default settings("builder-nixpacks", {
  "nixpackstoml-path": pathInApp("where the nixpacks.toml is in the source", { default: "nixpacks.toml" }),
});
