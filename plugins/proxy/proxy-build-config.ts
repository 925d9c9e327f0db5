#!/usr/bin/env hokku
import { answer, hook, trigger } from "hokku";
import { chosenProxy } from "./lib/chosen.ts";

/** What the source brought counts from now on: the proxy has taken it. */
export default hook("proxy-build-config", async (io, app) => {
  const proxy = await chosenProxy(io, app);
  if (!proxy) return;
  if ((await answer(io, "network-config-exists", app)) === "true") await trigger(io, "network-build-config", app);
  await proxy.refresh(io, app);
  await proxy.settle?.(io, app);
});
