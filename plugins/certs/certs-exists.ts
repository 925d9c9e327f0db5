#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { certificateFolder } from "hokku/certificate";
import { finish } from "./lib/store.ts";

export default hook("certs-exists", async (io, app) => {
  await finish(io, app);
  write(io, `${(await certificateFolder(io, app)) !== undefined}\n`);
});
