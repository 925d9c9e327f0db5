import { hostname } from "node:os";
import { join } from "node:path";
import { readText } from "hokku/files";
import { proxy } from "hokku/proxy";
import { claimPublicPort, publicPort } from "./lib/public-ports.ts";
import { serves } from "./lib/serves.ts";
import { ensureRunning } from "./lib/start.ts";
import { upstreams } from "./lib/upstreams.ts";

export default proxy({
  /** The app is at its public port from now on; the daemon is started, or brought back, where that is needed. */
  refresh: async (io, app) => {
    if (!upstreams(io.env.DOKKU_ROOT ?? "", app).length || !(await serves(io, app))) return;
    await ensureRunning(io, app, await claimPublicPort(app, io.env));
  },
  /** `http://<host>:<port>`, the same after every deploy. */
  urls: async (io, app) => {
    const port = publicPort(app, io.env);
    if (port === undefined || !(await serves(io, app))) return [];
    const host = (readText(join(io.env.DOKKU_ROOT ?? "", "HOSTNAME")) ?? "").trim() || hostname();
    return [`http://${host}:${port}`];
  },
});
