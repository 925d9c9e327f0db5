#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { isFolder } from "../lib/directory.ts";
import { existingEntry, LOCAL } from "../lib/entry.ts";
import { isVolume } from "../lib/paths.ts";

export default command({
  name: "storage:wait",
  summary: "Tell by the exit code whether a storage entry is ready to be mounted",
  args: "<name>",
  run: ({ words: { name }, io }) => {
    const { scheduler, host_path: path = "" } = existingEntry(name, io.env);
    if (scheduler !== LOCAL) throw new Exit(1, `storage entry ${name} belongs to the scheduler ${scheduler}, which is not here`);
    if (!isVolume(path) && !isFolder(path))
      throw new Exit(1, `storage entry ${name} host path ${path} is not present; make it: dokku storage:create ${name}`);
    return { name, ready: true };
  },
  text: () => {},
});
