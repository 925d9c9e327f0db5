import { matching, settings } from "hokku/settings";
import { notASink } from "./sink.ts";

/** An image's name; one that began with a dash would be a flag of docker. */
const image = matching(
  "image of Vector",
  /^[A-Za-z0-9][\w./:@-]*$/,
  "use an image's name, such as timberio/vector:0.38.0-debian",
  {
    is: "image",
    default: "timberio/vector:0.38.0-debian",
    scope: "global",
  },
);

/** All but `keep` and `max-size` are for Vector, which ships logs. */
export default settings("logs", {
  "app-label-alias": matching(
    "label with the app's name in what Vector ships",
    /^[A-Za-z0-9][\w.-]*$/,
    "use the name of a label",
    { default: "com.dokku.app-name", refused: "Invalid app-label-alias value" },
  ),
  keep: matching(
    "how long is kept what containers have printed that a deploy has replaced, and the like; nothing is where unset",
    /^[1-9]\d{0,3}[hdw]$/,
    "use a number of hours, days or weeks, such as 12h, 7d or 3w",
  ),
  // Contract: docker's `--log-opt max-size`.
  "max-size": matching(
    "size at which Docker begins a log anew",
    /^(unlimited|\d+[kmg])$/,
    "use a number and k, m or g, such as 20m, or unlimited",
    { default: "10m" },
  ),
  "vector-cron-sink": { is: "address", summary: "where Vector ships what cron jobs print", refuse: notASink },
  "vector-image": image,
  "vector-networks": {
    is: "network",
    summary: "networks that Vector joins, with commas",
    scope: "global",
    refuse: notNetworks,
    refused: "Invalid vector-networks value",
  },
  "vector-sink": { is: "address", summary: "where Vector ships what apps print", refuse: notASink },
});

/** The names in a list of networks, blanks around them left out. */
export const networkNames = (list: string): string[] => list.split(",").map((name) => name.trim());

function notNetworks(list: string): string | undefined {
  const wrong = networkNames(list).find((name) => name === "bridge" || !/^[A-Za-z0-9][\w.-]*$/.test(name));
  if (wrong === "") return "empty entry in comma-separated list";
  return wrong === undefined ? undefined : `${JSON.stringify(wrong)} is not a valid entry for vector-networks`;
}
