#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { availablePort } from "./lib/available.ts";

export default hook("ports-get-available", async (io) => write(io, `${await availablePort()}\n`));
