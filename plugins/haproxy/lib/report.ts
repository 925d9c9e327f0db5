import { labelProxyReport } from "hokku/label-proxy";
import haproxy from "./haproxy.ts";

/** `haproxy:report`. */
export const haproxyReport = labelProxyReport(haproxy);
