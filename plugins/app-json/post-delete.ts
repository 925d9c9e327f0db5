#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";

export default hook("post-delete", (io, app) => appData("app-json", io.env).destroy(app));
