import { labelProxyReport } from "hokku/label-proxy";
import caddy from "./caddy.ts";

/** `caddy:report`. */
export const caddyReport = labelProxyReport(caddy);
