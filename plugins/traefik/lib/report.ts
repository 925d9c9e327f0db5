import { labelProxyReport } from "hokku/label-proxy";
import traefik from "./traefik.ts";

/** `traefik:report`. */
export const traefikReport = labelProxyReport(traefik);
