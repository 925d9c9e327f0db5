#!/usr/bin/env hokku
import { hook } from "hokku";
import { appData } from "hokku/app-data";

export default hook("post-delete", (io, app) => appData("ports", io.env).destroy(app));
