#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

export default hook("post-stop", (io, app) => properties("ps", io.env).set(app, "restore", "false"));
