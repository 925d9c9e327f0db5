#!/usr/bin/env hokku
import { Exit, hook } from "hokku";
import { visibleApps } from "hokku/visible-apps";

/** For who may not see an app there is none. */
export default hook("app-exists", async (io, app) => {
  if (!(await visibleApps(io)).includes(app)) throw new Exit(20, `App ${app} does not exist`);
});
