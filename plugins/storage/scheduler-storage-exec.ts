#!/usr/bin/env hokku
import { hook } from "hokku";
import { LOCAL } from "./lib/entry.ts";
import { execBeside } from "./lib/exec.ts";

/** Directories of this host need no scheduler to be looked into; other schedulers answer for their own entries. */
export default hook("scheduler-storage-exec", (io, scheduler, entry, image, ...words) =>
  scheduler === LOCAL ? execBeside(io, entry, image, words) : undefined,
);
