import { properties } from "hokku/properties";
import { report } from "hokku/report";

/** `resource:report`: every amount that is set. */
export const resourceReport = report({
  plugin: "resource",
  summary: "Show limits and reservations of one app or of all",
  keys: {},
  smallLabels: true,
  more: ({ env }, app) => {
    const store = properties("resource", env);
    return Object.fromEntries(store.keys(app).map((key) => [`resource-${key}`, store.get(app, key)]));
  },
});
