#!/usr/bin/env hokku
import { command } from "hokku";
import { link } from "../lib/link.ts";

export default command({
  name: "plugin:link",
  summary: "Let a plugin run from the folder in which you write it; plugin:uninstall ends that and leaves the folder",
  args: "<folder>",
  flags: { name: { type: "string", value: "NAME", summary: "name of the plugin, instead of the folder's" } },
  examples: ["dokku plugin:link .", "dokku plugin:link ~/dokku-greet"],
  run: async ({ words: { folder }, flags: { name }, io }) => link(io, folder, name),
  text: () => {},
});
