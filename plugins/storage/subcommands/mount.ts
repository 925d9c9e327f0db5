#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { attach, EVERY, PHASES } from "../lib/attachment.ts";
import { existingEntry } from "../lib/entry.ts";
import { volumeOptions } from "../lib/mount.ts";
import { mountNameless } from "../lib/nameless.ts";
import { changeOwner } from "../lib/owner.ts";
import { containerPath, subpath } from "../lib/paths.ts";

export default command({
  name: "storage:mount",
  summary: "Mount a storage entry, a directory or a docker volume into an app's containers, from its next deploy on",
  args: "<app> <source>",
  flags: {
    "container-dir": { type: "string", value: "DIR", summary: "where in the container; needed for an entry" },
    phase: { type: "list", value: "deploy|run", summary: "in which containers; both where none is named" },
    "process-type": { type: "string", value: "TYPE", summary: "only in containers of this process type" },
    "volume-subpath": { type: "string", value: "DIR", summary: "only this folder of the entry" },
    "volume-readonly": { type: "boolean", summary: "the app cannot write to it" },
    "volume-chown": { type: "string", value: "WHO", summary: "give the entry's directory to this owner now" },
    "volume-options": { type: "string", value: "LIST", summary: "mount options with commas, as in Z" },
  },
  examples: [
    "dokku storage:mount node-app uploads --container-dir /app/uploads",
    "dokku storage:mount node-app /mnt/media:/media:ro",
  ],
  reachesHost: true,
  run: async ({ words: { app, source }, flags, io }) => {
    if (source.includes(":")) return mountNameless(io, app, source);
    const entry = existingEntry(source, io.env);
    const { phase, "container-dir": place, "process-type": type = EVERY, "volume-chown": owner = "" } = flags;
    if (!place) throw new Exit(1, "--container-dir is required when mounting a named storage entry");
    const phases = [...new Set(phase.flatMap((text) => text.split(",")))];
    const wrong = phases.find((name) => !PHASES.some((known) => known === name));
    if (wrong !== undefined) throw new Exit(1, `--phase ${JSON.stringify(wrong)} is neither deploy nor run`);
    if (!/^\w[\w-]*$/.test(type))
      throw new Exit(1, `--process-type takes the name of a process type, not ${JSON.stringify(type)}`);
    const below = flags["volume-subpath"] && subpath(flags["volume-subpath"]);
    if (below && !entry.host_path?.startsWith("/"))
      throw new Exit(1, "--volume-subpath is for directories, not for docker volumes");
    const options = volumeOptions(flags["volume-options"] ?? "");
    if (owner) await changeOwner(io, source, owner);
    const attachment = {
      entry_name: entry.name,
      container_path: containerPath(place),
      phases: phases.length ? phases : [...PHASES],
      process_type: type,
      ...(below && { subpath: below }),
      ...(flags["volume-readonly"] && { readonly: true }),
      ...(options && { volume_options: options }),
      ...(owner && { volume_chown: owner }),
    };
    const isNew = await attach(io, app, attachment);
    step(
      io,
      isNew
        ? `Storage entry ${source} mounted at ${place} on ${app}`
        : `Storage entry ${source} mount at ${place} on ${app} updated`,
    );
    return attachment;
  },
  text: () => {},
});
