#!/usr/bin/env hokku
import { hook } from "hokku";
import { removeVhost } from "./lib/vhost-file.ts";

/** A copy has the same settings; its vhost is made when it is deployed. */
export default hook("post-app-clone-setup", (io, _old, fresh) => void removeVhost(fresh, io.env));
