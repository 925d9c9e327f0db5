#!/usr/bin/env hokku
import { hook } from "hokku";
import { refresh } from "./lib/chosen.ts";

export default hook("proxy-disable", (io, app) => refresh(io, app));
