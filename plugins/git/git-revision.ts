#!/usr/bin/env hokku
import { answer, hook, write } from "hokku";
import { revisionVariable } from "./lib/revision.ts";

/** The commit that was deployed last. */
export default hook("git-revision", async (io, app) => {
  const name = revisionVariable(app, io.env);
  const revision = name && (await answer(io, "config-get", app, name).catch(() => ""));
  if (revision) write(io, `${revision}\n`);
});
