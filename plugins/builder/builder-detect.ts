#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { wanting } from "./lib/builders.ts";
import builder from "./lib/settings.ts";

/** Who is selected, and what builders in TypeScript say. */
export default hook("builder-detect", async (io, app, source) => {
  const names = (await wanting(io, app, source)).map(([, name]) => name);
  for (const name of [builder.of(app, "selected", io.env), ...names]) if (name) write(io, `${name}\n`);
});
