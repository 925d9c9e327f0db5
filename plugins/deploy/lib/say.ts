import type { Io } from "hokku";
import { addresses } from "hokku/addresses";
import { listeners } from "hokku/listeners";
import { properties } from "hokku/properties";
import { detail, headline, since } from "hokku/talk";

/**
 * Says where the release that serves from now on answers, in Dokku's words, which scripts look for; then in one line which release it is,
 * how long it took, and where it answers. Where nobody has counted it, by `release-live`, it is counted here.
 */
export async function sayDeployed(io: Io, app: string, began: number, scheduler: string): Promise<void> {
  const common = properties("common", io.env);
  const last = Number(common.get(app, "release")) || 0;
  const isCounted = last && scheduler === "docker-local" && listeners("release-live", io.env).length;
  const number = isCounted ? last : last + 1;
  if (number !== last) common.set(app, "release", String(number));
  const urls = await addresses(io, app, "urls");
  headline(io, "Application deployed:");
  for (const url of urls) detail(io, url);
  headline(io, `Deployed v${number} of ${app} in ${since(began)}${urls.length ? `: ${urls[0]}` : ""}`);
}
