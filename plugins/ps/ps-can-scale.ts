#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";

export default hook("ps-can-scale", (io, app, allowed) => properties("ps", io.env).set(app, "can-scale", allowed));
