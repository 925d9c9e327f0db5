#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { newId } from "./lib/records.ts";

export default hook("builds-generate-id", (io) => write(io, `${newId()}\n`));
