import { labelProxy } from "hokku/label-proxy";
import caddy from "./lib/caddy.ts";

export default labelProxy(caddy);
