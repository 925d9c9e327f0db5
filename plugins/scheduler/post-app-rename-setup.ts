#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";

export default hook("post-app-rename-setup", (io, old, fresh) => appData("scheduler", io.env).rename(old, fresh));
