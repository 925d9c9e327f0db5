import type { Io } from "hokku";
import { addresses } from "hokku/addresses";
import { properties } from "hokku/properties";
import { detail, headline, since } from "hokku/talk";

/**
 * Counts the release that serves from now on and says where it answers, in Dokku's words, which scripts look for; then in one line
 * which release it is, how long it took, and where it answers.
 */
export async function sayDeployed(io: Io, app: string, began: number): Promise<void> {
  const common = properties("common", io.env);
  const number = (Number(common.get(app, "release")) || 0) + 1;
  common.set(app, "release", String(number));
  const urls = await addresses(io, app, "urls");
  headline(io, "Application deployed:");
  for (const url of urls) detail(io, url);
  headline(io, `Deployed v${number} of ${app} in ${since(began)}${urls.length ? `: ${urls[0]}` : ""}`);
}
