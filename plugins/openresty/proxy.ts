import { labelProxy } from "hokku/label-proxy";
import openresty from "./lib/openresty.ts";

export default labelProxy(openresty);
