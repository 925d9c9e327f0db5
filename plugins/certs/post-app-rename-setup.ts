#!/usr/bin/env hokku
import { hook } from "hokku";
import { tlsFolder } from "./lib/store.ts";

const { cpSync, existsSync } = process.getBuiltinModule("node:fs");

/** The new name takes the certificate along; the old one keeps it for as long as its vhost serves. */
export default hook("post-app-rename-setup", ({ env }, old, fresh) => {
  if (existsSync(tlsFolder(old, env))) cpSync(tlsFolder(old, env), tlsFolder(fresh, env), { recursive: true });
});
