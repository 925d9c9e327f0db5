#!/usr/bin/env hokku
import { headline } from "hokku";
import { properties } from "hokku/properties";
import { scoped } from "hokku/scope";
import { knownKey } from "hokku/settings";
import buildpacks from "../lib/settings.ts";
import { stackChanged } from "../lib/stack.ts";

export default scoped({
  name: "buildpacks:set-property",
  summary: "Set or clear a property of buildpack builds: stack",
  args: "<app> <key> [<value>]",
  settings: buildpacks.known,
  verbatim: true,
  examples: ["dokku buildpacks:set-property node-app stack gliderlabs/herokuish:latest-24"],
  reachesHost: true,
  run: async ({ words: { app, key, value = "" }, io }) => {
    const own = properties("buildpacks", io.env);
    const before = own.get(app, knownKey(buildpacks, key));
    headline(io, value ? `Setting ${key} to ${value}` : `Unsetting ${key}`);
    own.set(app, key, value);
    if (before !== value) await stackChanged(io, app, value);
    return { scope: app, property: key, value };
  },
  text: () => {},
});
