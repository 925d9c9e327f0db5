import { Exit, type Io } from "hokku";
import { type Attachment, attach, attachments, detach, EVERY, PHASES } from "./attachment.ts";
import { entryExists, saveEntry } from "./entry.ts";
import { colons, namelessEntry } from "./mount.ts";

/** Mounts `host:container[:options]` in every container; the same place twice is refused, in Dokku's words. */
export async function mountNameless(io: Io, app: string, text: string): Promise<Attachment> {
  const { host, container, readonly, options } = colons(text, io.env);
  const entry = namelessEntry(host);
  if (attachments(io.env, app).some((one) => one.entry_name === entry.name && one.container_path === container))
    throw new Exit(1, "Mount path already exists.");
  if (!entryExists(entry.name, io.env)) saveEntry(entry, io.env);
  const attachment = {
    entry_name: entry.name,
    container_path: container,
    phases: [...PHASES],
    process_type: EVERY,
    ...(readonly && { readonly }),
    ...(options && { volume_options: options }),
  };
  await attach(io, app, attachment);
  return attachment;
}

/** Takes it away again. */
export async function unmountNameless(io: Io, app: string, text: string): Promise<Attachment[]> {
  const [host = "", container = ""] = text.split(":");
  if (!container) throw new Exit(1, "Storage path must be two valid paths divided by colon.");
  const gone = await detach(io, app, namelessEntry(host).name, container);
  if (!gone.length) throw new Exit(1, "Mount path does not exist.");
  return gone;
}
