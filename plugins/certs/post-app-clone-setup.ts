#!/usr/bin/env hokku
import { hook, trigger } from "hokku";
import { removePair } from "./lib/store.ts";

/** A copy answers under other names, so another's certificate is of no use to it. */
export default hook("post-app-clone-setup", async (io, _old, fresh) => {
  await removePair(io, fresh);
  return trigger(io, "post-certs-remove", fresh);
});
