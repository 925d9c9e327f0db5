#!/usr/bin/env hokku
import { hook } from "hokku";
import { receive } from "./lib/receive.ts";

/** Code has come, or is to be built once more. Contract: `receive-app`, 0.3.15. */
export default hook("receive-app", (io, app, revision) => receive(io, app, revision || undefined));
