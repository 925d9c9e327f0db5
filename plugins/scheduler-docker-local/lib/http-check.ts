import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Healthcheck } from "./healthchecks.ts";

/** Most of an answer that is looked at, in bytes. */
const ENOUGH = 1024 * 1024;

/** Where a path check goes. */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** Headers of every check of this app: `Host`, `X-Forwarded-Proto`. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Asks for the check's path once and answers what is wrong, or undefined when it passed: a status below 300, the content
 * found where one is asked for. A redirect within the app is followed; one that leads elsewhere shows the app is up.
 */
export async function httpTrouble(check: Healthcheck, target: Target, signal: AbortSignal): Promise<string | undefined> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(check.timeout * 1000)]);
  let path = check.path.startsWith("/") ? check.path : `/${check.path}`;
  for (let hops = 0; hops < 6; hops++) {
    const { status, location, body } = await get(check, target, path, limit);
    const next = redirect(status, location, target, path);
    if (next === "elsewhere" && !check.content) return undefined;
    if (next === undefined || next === "elsewhere") return judged(check, status, body);
    path = next;
  }
  return `${check.path} redirects more than five times`;
}

function judged({ content, path }: Healthcheck, status: number, body: string): string | undefined {
  if (status < 200 || status > 299) return `unexpected status code: ${status} for ${path}`;
  return content && !body.includes(content) ? `unable to find expected content in response body: ${content}` : undefined;
}

function redirect(status: number, location: string | undefined, { host, headers }: Target, path: string): string | undefined {
  if (status < 300 || status > 399 || status === 304 || !location) return undefined;
  const url = URL.parse(location, `http://${headers.Host ?? host}${path}`);
  if (!url) return undefined;
  return [headers.Host ?? host, host].includes(url.hostname) && url.protocol === "http:"
    ? url.pathname + url.search
    : "elsewhere";
}

async function get(
  { scheme, headers }: Healthcheck,
  target: Target,
  path: string,
  signal: AbortSignal,
): Promise<{ status: number; location: string | undefined; body: string }> {
  const { request } = scheme === "https" ? await import("node:https") : await import("node:http");
  const { host, port } = target;
  const all = { Accept: "*/*", ...target.headers, ...headers };
  return new Promise((resolve, reject) => {
    const asked = request({ host, port, path, headers: all, agent: false, signal, rejectUnauthorized: false }, (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      textOf(response).then((body) => resolve({ status, location: answered.location, body }), reject);
    });
    asked.on("error", reject).end();
  });
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(Buffer.from(chunk));
    size += chunk.length;
    if (size > ENOUGH) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}
