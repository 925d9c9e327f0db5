#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { properties } from "hokku/properties";
import { isKey, USUAL, usualPort } from "./lib/usual-port.ts";

export default hook("ports-get-property", async (io, app, key) => {
  const value = isKey(key) ? (await usualPort(io, app, key)) || USUAL[key] : properties("ports", io.env).get(app, key);
  write(io, `${value}\n`);
});
