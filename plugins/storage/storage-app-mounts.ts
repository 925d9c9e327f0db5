#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { mounted } from "./lib/attachment.ts";

/** Contract: JSON, `[{"entry": ..., "attachment": ...}]`, with the fields as they are stored. */
export default hook("storage-app-mounts", (io, app, phase) => write(io, `${JSON.stringify(mounted(io.env, app, phase))}\n`));
