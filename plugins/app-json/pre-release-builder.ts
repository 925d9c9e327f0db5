#!/usr/bin/env hokku
import { hook } from "hokku";
import { runTask } from "./lib/script.ts";
import { setVariables } from "./lib/variables.ts";

export default hook("pre-release-builder", async (io, _builder, app, image) => {
  await setVariables(io, app);
  await runTask(io, app, image, "predeploy");
});
