#!/usr/bin/env hokku
import { hook } from "hokku";
import { refresh } from "./lib/chosen.ts";

export default hook("post-domains-update", (io, app) => refresh(io, app));
