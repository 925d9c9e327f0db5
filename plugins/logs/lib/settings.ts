import { matching, settings } from "hokku/settings";
import { notASink } from "./sink.ts";

/** An image's name; one that began with a dash would be a flag of docker. */
const image = matching(/^[A-Za-z0-9][\w./:@-]*$/, "use an image's name, such as timberio/vector:0.38.0-debian", {
  is: "image",
  default: "timberio/vector:0.38.0-debian",
  scope: "global",
});

/** All but `max-size` are for Vector, which ships logs. */
export default settings("logs", {
  "app-label-alias": matching(/^[A-Za-z0-9][\w.-]*$/, "use the name of a label", { default: "com.dokku.app-name" }),
  // Contract: docker's `--log-opt max-size`.
  "max-size": matching(/^(unlimited|\d+[kmg])$/, "use a number and k, m or g, such as 20m, or unlimited", { default: "10m" }),
  "vector-cron-sink": { is: "address", refuse: notASink },
  "vector-image": image,
  "vector-networks": { is: "network", scope: "global" },
  "vector-sink": { is: "address", refuse: notASink },
});
