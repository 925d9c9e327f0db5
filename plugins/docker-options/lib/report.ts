import { report } from "hokku/report";
import { PHASES, type Phase } from "./option.ts";
import { EVERY, optionLines, processTypes } from "./store.ts";

/** `docker-options:report`: the options of each phase on one line; as JSON also as lists. */
export const optionsReport = report({
  plugin: "docker-options",
  summary: "Show the docker options of one app or of all",
  keys: Object.fromEntries(
    PHASES.map((phase) => [`docker-options-${phase}`, ({ env }, app) => optionLines(env, app, phase).join(" ")]),
  ),
  more: ({ env }, app) =>
    Object.fromEntries(
      processTypes(env, app).map((type) => [`docker-options-deploy.${type}`, optionLines(env, app, "deploy", type).join(" ")]),
    ),
  json: ({ env }, app) => {
    const lists: [string, Phase, string][] = [
      ...PHASES.map((phase): [string, Phase, string] => [phase, phase, EVERY]),
      ...processTypes(env, app).map((type): [string, Phase, string] => [`deploy.${type}`, "deploy", type]),
    ];
    return Object.fromEntries(lists.map(([key, phase, type]) => [`${key}-list`, optionLines(env, app, phase, type)]));
  },
});
