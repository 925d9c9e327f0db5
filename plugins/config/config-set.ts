#!/usr/bin/env hokku
import { hook } from "hokku";
import command from "./subcommands/set.ts";

/** `[--no-restart] APP KEY=value...` */
export default hook("config-set", (io, ...words) => command(["config:set", ...words], io));
