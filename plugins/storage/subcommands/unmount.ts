#!/usr/bin/env hokku
import { command, Exit } from "hokku";
import { detach } from "../lib/attachment.ts";
import { unmountNameless } from "../lib/nameless.ts";

export default command({
  name: "storage:unmount",
  summary: "Take a mount away from an app's containers, from its next deploy on; the data stays",
  args: "<app> <source>",
  flags: { "container-dir": { type: "string", value: "DIR", summary: "which one, where an entry is mounted twice" } },
  examples: ["dokku storage:unmount node-app uploads", "dokku storage:unmount node-app /mnt/media:/media"],
  reachesHost: true,
  run: async ({ words: { app, source }, flags: { "container-dir": place }, io }) => {
    if (source.includes(":")) return unmountNameless(io, app, source);
    const gone = await detach(io, app, source, place);
    if (!gone.length)
      throw new Exit(
        1,
        `storage entry ${source} is not mounted ${place ? `at ${place} ` : ""}on app ${app}; see: dokku storage:report ${app}`,
      );
    return gone;
  },
  text: () => {},
});
