#!/usr/bin/env hokku
import { hook } from "hokku";
import { properties } from "hokku/properties";
import { parsePortMaps, portMapText } from "./lib/port-map.ts";

export default hook("ports-set-detected", (io, app, ...words) => {
  const maps = parsePortMaps(words.flatMap((word) => word.split(/\s+/)).filter(Boolean));
  properties("ports", io.env).setList(app, "map-detected", [...new Set(maps.map(portMapText))].sort());
});
