#!/usr/bin/env hokku
import { hook } from "hokku";
import { carryOver } from "./lib/carry-over.ts";
import { moveKept } from "./lib/kept.ts";

export default hook("post-app-rename-setup", (io, old, app) => {
  carryOver(io, old, app);
  moveKept(io, old, app);
});
