#!/usr/bin/env hokku
import { Exit, hook } from "hokku";
import { isApp } from "hokku/apps";
import { GLOBAL } from "hokku/scope";
import { create } from "./lib/create.ts";
import settings from "./lib/settings.ts";

/** A first push makes the app, quietly, unless the host's owner has switched that off. */
export default hook("app-maybe-create", async (io, app) => {
  if (isApp(app, io.env)) return;
  if (settings.own(GLOBAL, "disable-autocreation", io.env) === "true")
    throw new Exit(1, `App ${app} does not exist, and a push does not make apps on this host; run: dokku apps:create ${app}`);
  await create({ ...io, stdout: () => {} }, app);
});
