#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { readEnvironment } from "hokku/environment";
import { GLOBAL } from "hokku/scope";

/** Prints the value as it is, and nothing where the key is not set. */
export default hook("config-get-global", (io, key) => write(io, readEnvironment(GLOBAL, io.env).get(key) ?? ""));
