import { type Io, trigger } from "hokku";
import { readEnvironment } from "hokku/environment";
import { GLOBAL } from "hokku/scope";

/** How long a download of a buildpack may take to begin, and in all, in seconds. */
const LIMITS = { CURL_CONNECT_TIMEOUT: "90", CURL_TIMEOUT: "600" } as const;

/** Sets those limits for all apps, where the host has none. Contract: Dokku does it with the first build of a buildpack app. */
export async function setLimits(io: Io): Promise<void> {
  const set = readEnvironment(GLOBAL, io.env);
  const missing = Object.entries(LIMITS).flatMap(([key, seconds]) => (set.get(key) ? [] : [`${key}=${seconds}`]));
  if (missing.length) await trigger({ ...io, stdout: () => {} }, "config-set", "--no-restart", GLOBAL, ...missing);
}
