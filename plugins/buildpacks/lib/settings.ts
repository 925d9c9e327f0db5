import { settings } from "hokku/settings";

export default settings("buildpacks", { stack: { is: "image" } });
