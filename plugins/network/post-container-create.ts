#!/usr/bin/env hokku
import { hook } from "hokku";
import { joined } from "./lib/joined.ts";

/** The container exists and has not started: what it starts can rely on these networks. */
export default hook("post-container-create", async (io, kind, id, app, phase, type = "") => {
  if (kind !== "app") return;
  for (const network of joined(io, app, "attach-post-create")) {
    const { attach } = await import("./lib/attach.ts");
    await attach(io, id, network, app, phase, type);
  }
});
