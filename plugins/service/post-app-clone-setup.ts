#!/usr/bin/env hokku
import { hook } from "hokku";
import { eachLinked } from "./lib/app-links.ts";

/** The copy has the variables and docker options of the links, and so the links. */
export default hook("post-app-clone-setup", (io, old, fresh) => eachLinked(io, old, (apps) => apps.add(fresh)));
