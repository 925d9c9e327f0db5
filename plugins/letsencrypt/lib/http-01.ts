import { get } from "node:http";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { answer, Exit, type Io, trigger } from "hokku";
import { appRoot } from "hokku/apps";
import { replaceFile } from "hokku/files";

const { chmodSync, existsSync, mkdirSync, rmSync } = process.getBuiltinModule("node:fs");

/** Where the authority finds what proves that the app is ours. Contract: dokku-letsencrypt's folder. */
const webroot = (app: string, { DOKKU_LIB_ROOT = "" }: Io["env"]): string => join(DOKKU_LIB_ROOT, "data/letsencrypt", app);

/**
 * Has the proxy serve `/.well-known/acme-challenge` of an app's domains for as long as `work` takes, which puts files there by `prove`.
 */
export async function whileServed<T>(
  io: Io,
  app: string,
  work: (prove: (token: string, text: string) => void) => Promise<T>,
): Promise<T> {
  await refuseUnserved(io, app);
  const root = webroot(app, io.env);
  const folder = join(root, ".well-known/acme-challenge");
  const snippet = join(appRoot(app, io.env), "nginx.conf.d/letsencrypt.conf");
  mkdirSync(folder, { recursive: true });
  // nginx's workers are somebody else; what is here is for everybody anyway.
  for (const path of [join(root, ".."), root, join(root, ".well-known"), folder]) chmodSync(path, 0o755);
  mkdirSync(join(snippet, ".."), { recursive: true });
  replaceFile(
    snippet,
    `location ^~ /.well-known/acme-challenge/ {\n  allow all;\n  auth_basic off;\n  root "${root}";\n}\n`,
    0o644,
  );
  const quiet: Io = { ...io, stdout: () => {} };
  try {
    replaceFile(join(folder, READY), READY, 0o644);
    await trigger(quiet, "proxy-build-config", app);
    await untilServed((await answer(io, "domains-list", app)).split("\n")[0] ?? "");
    return await work((token, text) => replaceFile(join(folder, tokenName(token)), text, 0o644));
  } finally {
    rmSync(snippet, { force: true });
    rmSync(root, { recursive: true, force: true });
    await trigger(quiet, "proxy-build-config", app);
  }
}

/** A file by which is seen that nginx serves the folder. */
const READY = "served-by-us";

/**
 * nginx takes a new configuration a moment after it was told, and for another tenth of a second its old processes answer as well. So it is asked
 * from here until it has served the folder five times in a row, five seconds at most: where it listens at another address alone, the
 * authority sees more than this does.
 */
async function untilServed(domain: string): Promise<void> {
  for (let left = 50, row = 0; left > 0 && row < 5; left--) {
    row = (await servedAt(domain)) === READY ? row + 1 : 0;
    await pause(100);
  }
}

function servedAt(domain: string): Promise<string> {
  const request = { host: "127.0.0.1", path: `/.well-known/acme-challenge/${READY}`, headers: { host: domain }, timeout: 1_000 };
  return new Promise((resolve) => {
    const asked = get(request, (answer) => {
      let text = "";
      answer.on("data", (chunk) => {
        text += chunk;
      });
      answer.on("close", () => resolve(text));
    })
      .on("error", () => resolve(""))
      .on("timeout", () => {
        asked.destroy();
      });
  });
}

/** Contract: RFC 8555, base64url. What is not is no file's name. */
function tokenName(token: string): string {
  if (/^[\w-]+$/.test(token)) return token;
  throw new Exit(1, `The authority's token is not one: ${JSON.stringify(token.slice(0, 100))}`);
}

async function refuseUnserved(io: Io, app: string): Promise<void> {
  const type = await answer(io, "proxy-type", app);
  if (type !== "nginx")
    throw new Exit(
      1,
      `Domains are proved through nginx, and ${app} is served by ${type}: use nginx, dokku proxy:set ${app} type nginx, or what ${type} has for certificates, dokku ${type}:help`,
    );
  if (!existsSync(join(appRoot(app, io.env), "nginx.conf")))
    throw new Exit(1, `nginx does not serve ${app} yet; deploy it first, then: dokku letsencrypt:enable ${app}`);
  const ports = await answer(io, "ports-get", app, "stdout");
  if (/^http:80:/m.test(ports)) return;
  const [, port] = /^https?:\d+:(\d+)$/m.exec(ports) ?? [];
  throw new Exit(
    1,
    `The authority asks at port 80, where ${app} is not served; add it: dokku ports:add ${app} http:80:${port ?? "<port>"}`,
  );
}
