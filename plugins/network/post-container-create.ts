#!/usr/bin/env hokku
import { hook } from "hokku";
import { attach, joined } from "./lib/attach.ts";

/** The container exists and has not started: what it starts can rely on these networks. */
export default hook("post-container-create", async (io, kind, id, app, phase, type = "") => {
  if (kind !== "app") return;
  for (const network of joined(io, app, "attach-post-create")) await attach(io, id, network, app, phase, type);
});
