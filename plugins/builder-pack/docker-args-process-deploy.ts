#!/usr/bin/env hokku
import { answer, hook } from "hokku";
import { answerOptions } from "hokku/docker-options";

/** Without the launcher, words behind an image of `pack` would go to its default process. One that the Procfile does not name stays that. */
export default hook("docker-args-process-deploy", async (io, app, kind, tag, type) => {
  const isNamed = async () => !tag || !type || (await answer(io, "procfile-get-command", app, type, "5000").catch(() => ""));
  answerOptions(io, kind === "pack" && (await isNamed()) ? ["--entrypoint launcher"] : []);
});
