import http from "node:http";
import https from "node:https";
import { setTimeout as pause } from "node:timers/promises";

/**
 * A program of its own that asks nginx for an app the whole time, by new connections and by kept ones, and answers each message with what
 * came of the requests that were made since the last, once all of them have been answered: `node client.ts <http or https> <host name> <loops by new connections> <loops by kept ones> <pause in ms>`.
 */
export interface Counts {
  /** How often which page was the answer. */
  readonly pages: Record<string, number>;
  /** Whatever else came of a request by a new connection, and of one by a kept connection that was not reset before it was answered. */
  readonly failures: Record<string, number>;
  /** Kept connections that were closed while a request was on its way, which HTTP cannot rule out. */
  resets: number;
}

const [scheme = "http", name = "", fresh = "1", kept = "0", rest = "5"] = process.argv.slice(2);
const { Agent, get } = scheme === "https" ? https : http;
/** Of certificates it is asked only whether somebody answers with one. */
const trusting = { host: "127.0.0.1", servername: name, rejectUnauthorized: false };
const none = (): Counts => ({ pages: {}, failures: {}, resets: 0 });
let counts = none();
const count = (where: Record<string, number>, what: string) => {
  where[what] = (where[what] ?? 0) + 1;
};

function ask(agent: http.Agent | false, counts: Counts): Promise<void> {
  return new Promise((done) => {
    const over = (where: "pages" | "failures", what: string) => {
      count(counts[where], what);
      done();
    };
    const asked = get({ ...trusting, agent, headers: { host: name } }, (response) => {
      let page = "";
      response.on("data", (chunk) => {
        page += chunk;
      });
      response.on("error", (error) => over("failures", error.message));
      response.on("end", () => over(...seen(response.statusCode, page.trim())));
    });
    asked.on("error", (error) => {
      if (!asked.reusedSocket) return over("failures", error.message);
      counts.resets++;
      done();
    });
  });
}

const seen = (status: number | undefined, page: string): ["pages" | "failures", string] =>
  status === 200 ? ["pages", page] : ["failures", `status ${status}`];

const under = new Set<Promise<void>>();

async function loop(agent: http.Agent | false): Promise<never> {
  for (;;) {
    const asked = ask(agent, counts);
    under.add(asked);
    await asked;
    under.delete(asked);
    await pause(Math.random() * 2 * Number(rest));
  }
}

const agent = new Agent({ keepAlive: true });
for (let n = 0; n < Number(fresh); n++) loop(false);
for (let n = 0; n < Number(kept); n++) loop(agent);
process.on("message", async () => {
  const taken = counts;
  counts = none();
  await Promise.all(under);
  process.send?.(taken);
});
process.on("disconnect", () => process.exit());
