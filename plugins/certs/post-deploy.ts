#!/usr/bin/env hokku
import { join } from "node:path";
import { hook, trouble } from "hokku";
import { tlsFolder } from "./lib/store.ts";

const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");

const DAY = 86_400_000;
const SOON = 14;

/** A certificate that ends soon is said where somebody looks: at the end of a push. */
export default hook("post-deploy", ({ env }, app) => {
  const file = join(tlsFolder(app, env), "server.crt");
  if (!existsSync(file)) return;
  const left = daysLeft(file);
  if (left > SOON) return;
  const when = left < 0 ? "has ended" : `ends in ${left} days`;
  trouble(
    `The certificate of ${app} ${when}; renew it: dokku certs:update ${app} <crt> <key>, or dokku letsencrypt:enable ${app}`,
  );
});

function daysLeft(file: string): number {
  try {
    const { X509Certificate } = process.getBuiltinModule("node:crypto");
    return Math.floor((Date.parse(new X509Certificate(readFileSync(file)).validTo) - Date.now()) / DAY);
  } catch {
    return Number.POSITIVE_INFINITY; // certs:report says that it cannot be read
  }
}
