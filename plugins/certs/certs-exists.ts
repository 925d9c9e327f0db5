#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { certificateFolder } from "hokku/certificate";
import { finish } from "./lib/store.ts";

export default hook("certs-exists", async (io, app) => {
  finish(app, io.env);
  write(io, `${(await certificateFolder(io, app)) !== undefined}\n`);
});
