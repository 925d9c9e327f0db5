#!/usr/bin/env hokku
import { hook } from "hokku";
import { eachLinked } from "./lib/app-links.ts";

export default hook("post-app-rename-setup", (io, old, fresh) =>
  eachLinked(io, old, (apps) => {
    apps.delete(old);
    apps.add(fresh);
  }),
);
