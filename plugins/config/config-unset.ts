#!/usr/bin/env hokku
import { hook } from "hokku";
import command from "./subcommands/unset.ts";

/** `[--no-restart] APP KEY...` */
export default hook("config-unset", (io, ...words) => command(["config:unset", ...words], io));
