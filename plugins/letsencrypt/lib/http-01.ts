import { join } from "node:path";
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
    await trigger(quiet, "proxy-build-config", app);
    return await work((token, text) => replaceFile(join(folder, tokenName(token)), text, 0o644));
  } finally {
    rmSync(snippet, { force: true });
    rmSync(root, { recursive: true, force: true });
    await trigger(quiet, "proxy-build-config", app);
  }
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
