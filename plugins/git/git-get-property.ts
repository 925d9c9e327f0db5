#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { knownKey } from "hokku/settings";
import git from "./lib/settings.ts";

export default hook("git-get-property", (io, app, key) => write(io, `${git.own(app, knownKey(git, key), io.env)}\n`));
