#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { scaleOf } from "./lib/scale.ts";

export default hook("ps-current-scale", (io, app) =>
  write(io, [...scaleOf(app, io.env)].map(([type, count]) => `${type}=${count}\n`).join("")),
);
