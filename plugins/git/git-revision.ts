#!/usr/bin/env hokku
import { answer, hook, write } from "hokku";
import { revisionVariable } from "hokku/deploy/revision";
import { properties } from "hokku/properties";
import { DEPLOYED } from "hokku/revision";

/** The commit that was deployed last; of what Dokku has deployed the app's variable knows it. */
export default hook("git-revision", async (io, app) => {
  const name = revisionVariable(app, io.env);
  const known = properties("git", io.env).get(app, DEPLOYED);
  const ran = properties("common", io.env).get(app, "deployed") === "true";
  const revision = known || (ran && name && (await answer(io, "config-get", app, name).catch(() => "")));
  if (revision) write(io, `${revision}\n`);
});
