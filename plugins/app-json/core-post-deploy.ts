#!/usr/bin/env hokku
import { hook } from "hokku";
import { extracted } from "hokku/deploy/extracted";

export default hook("core-post-deploy", (io, app) => extracted("app-json", "app.json", app, io.env).settle());
