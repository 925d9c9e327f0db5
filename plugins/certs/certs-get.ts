#!/usr/bin/env hokku
import { Exit, hook, write } from "hokku";
import { readPair } from "./lib/store.ts";

export default hook("certs-get", async (io, app, part) => {
  if (part !== "crt" && part !== "key") throw new Exit(1, `certs-get knows crt and key, not ${JSON.stringify(part)}`);
  write(io, (await readPair(io, app))[part]);
});
