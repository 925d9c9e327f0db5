import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Io } from "hokku";
import { dockerBin } from "./docker.ts";

/** How a container ended. */
export interface Death {
  readonly exitCode: number;
  /** The kernel killed it for want of memory. */
  readonly outOfMemory: boolean;
}

/** Tells of containers that end while a deploy waits for them. */
export interface Deaths {
  /** Resolves when the container ends, and never if it does not. */
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
  const found = new Map<string, Death>();
  const waiting = new Map<string, (death: Death) => void>();
  const starved = new Set<string>();
  const child = spawn(dockerBin(io), eventWords(app, since), { env: io.env, stdio: ["ignore", "pipe", "ignore"] });
  child.on("error", () => {});
  createInterface({ input: child.stdout }).on("line", (line) => {
    const [action = "", id = "", code = ""] = line.split(" ");
    if (action === "oom") starved.add(id);
    if (action !== "die" || found.has(id)) return;
    const death = { exitCode: Number(code), outOfMemory: starved.has(id) };
    found.set(id, death);
    waiting.get(id)?.(death);
  });
  return {
    of: (id) =>
      new Promise((resolve) => {
        const death = found.get(id);
        if (death) resolve(death);
        else waiting.set(id, resolve);
      }),
    stop: () => void child.kill(),
  };
}

function eventWords(app: string, since: number): string[] {
  const filters = ["type=container", "event=die", "event=oom", `label=com.dokku.app-name=${app}`];
  const format = '{{.Action}} {{.Actor.ID}} {{index .Actor.Attributes "exitCode"}}';
  const until = Math.ceil(since / 1000) + LONGEST;
  return [
    "events",
    `--since=${(since / 1000).toFixed(3)}`,
    `--until=${until}`,
    `--format=${format}`,
    ...filters.map((text) => `--filter=${text}`),
  ];
}
