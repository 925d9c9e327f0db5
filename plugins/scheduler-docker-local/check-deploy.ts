#!/usr/bin/env hokku
import { answer, detail, Exit, hook } from "hokku";
import { checkNow } from "./lib/check-now.ts";

/** For `checks:run`; a deploy checks all its containers at once and says so in `HOKKU_CHECKED`. */
export default hook("check-deploy", async (io, app, id, processType, port, _ip, index = "1") => {
  if (io.env.HOKKU_CHECKED === id || (await answer(io, "scheduler-detect", app)) !== "docker-local") return;
  const why = await checkNow(io, app, { id, type: processType, index: Number(index), port: Number(port) || 5000 });
  if (why) throw new Exit(1, why);
  detail(io, `All checks successful (${processType}.${index})`);
});
