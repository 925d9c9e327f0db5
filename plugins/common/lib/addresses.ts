import type { Io } from "../../../core/execute.ts";
import { answer } from "../../../hooks/hook.ts";

/**
 * Where people reach an app: all addresses (`urls`), or the first (`url`). Contract: what a hook of `app-urls` says wins (0.12.5),
 * else `domains-urls` is asked.
 */
export async function addresses(io: Io, app: string, which: "url" | "urls"): Promise<string[]> {
  const text = (await answer(io, "app-urls", app, which)) || (await answer(io, "domains-urls", app, which));
  const found = text.split(/\s+/).filter(Boolean);
  return which === "url" ? found.slice(0, 1) : found;
}
