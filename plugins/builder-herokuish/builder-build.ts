#!/usr/bin/env hokku
import { hook } from "hokku";

export default hook("builder-build", async (io, builder, app, source) => {
  if (builder !== "herokuish") return;
  const { build } = await import("./lib/build.ts");
  await build(io, app, source);
});
