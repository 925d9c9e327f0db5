import { pathInApp, settings } from "hokku/settings";

export default settings("builder-dockerfile", { "dockerfile-path": pathInApp({ default: "Dockerfile" }) });
