#!/usr/bin/env hokku
import { answer, hook } from "hokku";
import { configure } from "./lib/configure.ts";

/** Gives an app its ports on the host. Contract: Dokku's rule: 80 and 443, or one of their own without domains. */
export default hook("ports-configure", async (io, app) => {
  await configure(io, app, "proxy-port");
  const secure = (await answer(io, "certs-exists", app)) === "true" || (await answer(io, "certs-force", app)) === "true";
  if (secure) await configure(io, app, "proxy-ssl-port");
});
