#!/usr/bin/env hokku
import { hostname } from "node:os";
import { join } from "node:path";
import { hook, write } from "hokku";
import { readText } from "hokku/files";
import { publicPort } from "./lib/public-ports.ts";
import { serves } from "./lib/serves.ts";

/** `http://<host>:<port>`, the same after every deploy. */
export default hook("domains-urls", async (io, app) => {
  const port = publicPort(app, io.env);
  if (port === undefined || !(await serves(io, app))) return;
  const host = (readText(join(io.env.DOKKU_ROOT ?? "", "HOSTNAME")) ?? "").trim() || hostname();
  write(io, `http://${host}:${port}\n`);
});
