#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { readEnvironment } from "hokku/environment";

/** Prints the value as it is, and nothing where the key is not set. */
export default hook("config-get", (io, app, key) => write(io, readEnvironment(app, io.env).get(key) ?? ""));
