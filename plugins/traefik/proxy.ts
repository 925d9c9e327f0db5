import { labelProxy } from "hokku/label-proxy";
import traefik from "./lib/traefik.ts";

export default labelProxy(traefik);
