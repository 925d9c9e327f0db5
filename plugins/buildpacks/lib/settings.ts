import { settings } from "hokku/settings";

export default settings("buildpacks", { stack: { is: "image", summary: "the image that buildpack apps are built and run on" } });
