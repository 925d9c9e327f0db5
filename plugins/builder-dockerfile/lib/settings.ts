import { pathInApp, settings } from "hokku/settings";

export default settings("builder-dockerfile", {
  "dockerfile-path": pathInApp("where the Dockerfile is in the source", { default: "Dockerfile" }),
});
