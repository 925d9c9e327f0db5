#!/usr/bin/env hokku
import { hook, trouble } from "hokku";
import { isActive } from "./lib/state.ts";

const WEEK = 7 * 24 * 60 * 60;

/** A certificate that ends soon is said where somebody looks: at the end of a push. */
export default hook("post-deploy", async ({ env }, app) => {
  if (!isActive(app, env)) return;
  const { expiration } = await import("./lib/state.ts");
  const left = ((await expiration(app, env)) ?? 0) - Date.now() / 1000;
  if (left > WEEK) return;
  const when = left < 0 ? "has ended" : `ends in ${Math.floor(left / 86_400)} days`;
  trouble(`The certificate of ${app} ${when}; renew it: dokku letsencrypt:enable ${app}`);
});
