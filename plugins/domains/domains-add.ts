#!/usr/bin/env hokku
import { hook } from "hokku";
import { addDomains } from "./lib/change.ts";

export default hook("domains-add", async (io, app, domain) => void (await addDomains(io, app, [domain])));
