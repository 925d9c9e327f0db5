#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";

export default hook("post-delete", ({ env }, app) => appData("git", env).destroy(app));
