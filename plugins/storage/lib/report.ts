import { type Io, trouble } from "hokku";
import { type Ask, report } from "hokku/report";
import { attachments, mounted } from "./attachment.ts";
import { entryExists, existingEntry } from "./entry.ts";
import { asColons } from "./mount.ts";

const mounts =
  (phase: string): Ask =>
  ({ env }, app) =>
    mounted(
      env,
      app,
      phase,
      attachments(env, app).filter(({ entry_name }) => entryExists(entry_name, env)),
    )
      .map((one) => `-v ${asColons(one)}`)
      .join(" ");

/** `storage:report`: what is mounted in each phase, and every attachment with all its fields. */
export const storageReport = report({
  plugin: "storage",
  summary: "Show the mounts of one app or of all; with --global the entries and who mounts them",
  keys: {
    "storage-build-mounts": mounts("build"),
    "storage-deploy-mounts": mounts("deploy"),
    "storage-run-mounts": mounts("run"),
  },
  more: ({ env }, app) => Object.assign({}, ...attachments(env, app).map((_one, index) => fields(env, app, index))),
});

function fields(env: Io["env"], app: string, index: number): Record<string, string | boolean> {
  const one = attachments(env, app)[index];
  if (!one) return {};
  if (!entryExists(one.entry_name, env)) {
    trouble(`Skipping attachment ${index + 1} of ${app}: its storage entry ${JSON.stringify(one.entry_name)} does not exist`);
    return {};
  }
  const values = {
    "entry-name": one.entry_name,
    "host-path": existingEntry(one.entry_name, env).host_path || one.entry_name,
    "container-path": one.container_path,
    phases: one.phases.join(","),
    "process-type": one.process_type ?? "",
    subpath: one.subpath ?? "",
    readonly: one.readonly ?? false,
    "volume-options": one.volume_options ?? "",
    "volume-chown": one.volume_chown ?? "",
  };
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [`storage-attachment.${index + 1}.${key}`, value]));
}
