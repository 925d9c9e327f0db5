#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";
import { removeVhost } from "./lib/vhost-file.ts";

/** The old name's vhost serves until the app has been built under its new one. */
export default hook("post-app-rename-setup", (io, old, fresh) => {
  appData("nginx-vhosts", io.env).rename(`app-${old}`, `app-${fresh}`);
  removeVhost(fresh, io.env);
});
