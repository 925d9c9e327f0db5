import { report, settingKeys } from "hokku/report";
import settings from "./settings.ts";

export default report({ plugin: "greet", keys: settingKeys(settings), globalKeys: settingKeys(settings, { global: true }) });
