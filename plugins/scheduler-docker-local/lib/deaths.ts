import { Exit, type Io } from "hokku";
import { asFlags, asQuery, follow } from "hokku/engine";

/** How a container ended. */
export interface Death {
  readonly exitCode: number;
  /** The kernel killed it for want of memory. */
  readonly outOfMemory: boolean;
}

/** Tells of containers that end while a deploy waits for them. */
export interface Deaths {
  /** Resolves when the container ends, and never if it does not; rejects when Docker tells no more. */
  of(id: string): Promise<Death>;
  stop(): void;
}

/** Longest time one deploy may wait, in seconds: the client goes by itself even if nobody is left to stop it. */
const LONGEST = 3600;

/**
 * Listens to Docker's events for the ends of an app's containers. Docker replays what happened from `since` (ms since 1970)
 * on, so nothing is missed while the client starts. A restart by Docker's policy is an end too: events tell of it, looking
 * at the state from time to time would not.
 */
export function watchDeaths(io: Io, app: string, since: number): Deaths {
  const ends = new Map<string, PromiseWithResolvers<Death>>();
  const endOf = (id: string): PromiseWithResolvers<Death> => {
    const end = ends.get(id) ?? Promise.withResolvers<Death>();
    ends.set(id, end);
    return end;
  };
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => {}); // nobody may be waiting
  const starved = new Set<string>();
  const { path, words, until } = events(app, since);
  const heard = (line: string) => {
    const { Action: action, Actor: container } = eventOf(line) ?? {};
    if (!container) return;
    if (action === "oom") starved.add(container.ID);
    if (action !== "die") return;
    const exitCode = Number(container.Attributes?.exitCode ?? 1);
    endOf(container.ID).resolve({ exitCode, outOfMemory: starved.has(container.ID) });
  };
  const over = (why: string) => {
    if (Date.now() < until * 1000) lost.reject(new Exit(1, `Docker stopped telling of ${app}'s containers: ${why}`));
  };
  return {
    of: (id) => Promise.race([endOf(id).promise, lost.promise]),
    stop: follow(io, path, words, heard, over),
  };
}

/** One of Docker's events, as far as it is needed here. */
interface Event {
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes?: { readonly exitCode?: string } };
}

/** What a line of the stream says; one that is no event, as a warning of the client is none, says nothing. */
function eventOf(line: string): Event | undefined {
  try {
    return JSON.parse(line) ?? undefined;
  } catch {
    return undefined;
  }
}

/** The same question in the engine's words and in those of its client. */
function events(app: string, since: number): { path: string; words: string[]; until: number } {
  const filters = { type: ["container"], event: ["die", "oom"], label: [`com.dokku.app-name=${app}`] };
  const from = (since / 1000).toFixed(3);
  const until = Math.ceil(since / 1000) + LONGEST;
  return {
    path: `/events${asQuery(filters, { since: from, until: String(until) })}`,
    words: ["events", `--since=${from}`, `--until=${until}`, "--format={{json .}}", ...asFlags(filters)],
    until,
  };
}
