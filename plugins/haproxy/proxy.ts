import { labelProxy } from "hokku/label-proxy";
import haproxy from "./lib/haproxy.ts";

export default labelProxy(haproxy);
