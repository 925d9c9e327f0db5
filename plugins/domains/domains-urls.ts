#!/usr/bin/env hokku
import { answer, hook, write } from "hokku";
import { urls } from "./lib/urls.ts";

/** Contract: `url` is the first address, `urls` all of them, sorted. Where port-proxy serves the app, it answers instead. */
export default hook("domains-urls", async (io, app, kind) => {
  if ((await answer(io, "proxy-type", app)) === "port-proxy") return;
  const all = await urls(io, app);
  const shown = kind === "url" ? all.slice(0, 1) : all.sort();
  for (const address of shown) write(io, `${address}\n`);
});
