import { labelProxyReport } from "hokku/label-proxy";
import openresty from "./openresty.ts";

/** `openresty:report`. */
export const openrestyReport = labelProxyReport(openresty);
