#!/usr/bin/env hokku
import { command, detail, Exit, step, trouble } from "hokku";
import { makeFolder } from "../lib/directory.ts";
import { defaultPath } from "../lib/entry.ts";
import { changeOwner, ownerId } from "../lib/owner.ts";
import { hostPath } from "../lib/paths.ts";

export default command({
  name: "storage:ensure-directory",
  summary: "Make a directory for mounting; storage:create does more",
  args: "<directory>",
  flags: { chown: { type: "string", value: "WHO", summary: "owner: herokuish (default), heroku, paketo, root, false or a uid" } },
  run: async ({ words: { directory }, flags: { chown = "herokuish" }, io }) => {
    if (!/^[A-Za-z0-9_-]+$/.test(directory))
      throw new Exit(1, "Directory can only contain the following set of characters: [A-Za-z0-9_-]");
    trouble("Deprecated: please use 'storage:create' instead of 'storage:ensure-directory'");
    await ownerId(io, chown);
    const path = hostPath(defaultPath(directory, io.env), io.env);
    step(io, `Ensuring ${path} exists`);
    makeFolder(path);
    await changeOwner(io, directory, chown);
    detail(io, "Directory ready for mounting");
    return { path };
  },
  text: () => {},
});
