#!/usr/bin/env hokku
import { hook } from "hokku";
import { carryOver } from "./lib/carry-over.ts";
import { copyKept } from "./lib/kept.ts";

export default hook("post-app-clone-setup", (io, old, app) => {
  carryOver(io, old, app);
  copyKept(io, old, app);
});
