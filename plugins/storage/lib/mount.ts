import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { quoteWord } from "hokku/docker-options";
import type { Mounted } from "./attachment.ts";
import { type Entry, LOCAL } from "./entry.ts";
import { containerPath, hostPath, isVolume, subpath } from "./paths.ts";

/** The parts of `host:container[:options]`. */
export interface Colons {
  readonly host: string;
  readonly container: string;
  readonly readonly: boolean;
  readonly options: string;
}

/** Takes `host:container[:options]` apart and refuses what cannot be mounted. `ro` among the options is a field of its own. */
export function colons(text: string, env: Io["env"]): Colons {
  const [host = "", container = "", given = "", ...more] = text.split(":");
  if (!container || more.length) throw new Exit(1, "Storage path must be two valid paths divided by colon.");
  if (!host.startsWith("/") && !isVolume(host)) {
    const rule = "Volume name must be two characters or more. Volume name must not contain invalid characters.";
    throw new Exit(1, `${rule} Storage path must be two valid paths divided by colon.`);
  }
  const tokens = given.split(",").filter(Boolean);
  const options = volumeOptions(tokens.filter((token) => token !== "ro").join(","));
  return { host: hostPath(host, env), container: containerPath(container), readonly: tokens.includes("ro"), options };
}

/** Refuses what no mount option looks like. */
export function volumeOptions(text: string): string {
  if (text === "" || /^[A-Za-z][\w=-]*(,[A-Za-z][\w=-]*)*$/.test(text)) return text;
  throw new Exit(1, `${JSON.stringify(text)} are no mount options: use words with commas, as in Z or rw,noexec`);
}

/** The entry for a mount that has no name: the same host path is always the same entry. Contract: Dokku's `legacy-<hash>`. */
export function namelessEntry(host: string): Entry {
  const hash = process
    .getBuiltinModule("node:crypto")
    .createHash("sha1")
    .update(host.startsWith("/") ? host : `vol:${host}`)
    .digest("hex");
  return { name: `legacy-${hash.slice(0, 10)}`, scheduler: LOCAL, host_path: host, schema_version: 1 };
}

/** What is mounted, as the three parts people know. */
export function asColons({ entry, attachment }: Mounted): string {
  const { container_path: container, readonly: isReadonly, volume_options: options } = attachment;
  const tokens = [isReadonly ? "ro" : "", options ?? ""].filter(Boolean).join(",");
  return `${sourceOf({ entry, attachment })}:${container}${tokens && `:${tokens}`}`;
}

/** A row of `storage:list` as JSON. */
export function asRow({ entry, attachment }: Mounted): Record<string, string | boolean> {
  const { container_path, readonly: isReadonly, volume_options } = attachment;
  const row = { entry_name: entry.name, host_path: entry.host_path || entry.name, container_path };
  return { ...row, ...(isReadonly && { readonly: true }), ...(volume_options && { volume_options }) };
}

/** The option that mounts it; the path is looked at again, as links can have come since it was stored. */
export function dockerOption(mounted: Mounted, env: Io["env"]): string {
  hostPath(sourceOf(mounted), env);
  return `-v ${quoteWord(asColons(mounted))}`;
}

function sourceOf({ entry: { name, host_path: host = name }, attachment: { subpath: below } }: Mounted): string {
  return below && host.startsWith("/") ? join(host, subpath(below)) : host;
}
