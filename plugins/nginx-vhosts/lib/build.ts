import { join } from "node:path";
import { answer, detail, Exit, type Io, step, trigger, trouble, write } from "hokku";
import { appRoot } from "hokku/apps";
import { isDeployed } from "hokku/deploy/deployed";
import { readText, replaceFile } from "hokku/files";
import { listeners } from "hokku/listeners";
import { activate } from "./activate.ts";
import { reloadWithout } from "./clear.ts";
import { isHstsManaged, manageHsts } from "./hsts.ts";
import { type Mapping, mappings } from "./ports.ts";
import { renderVhost } from "./render.ts";
import { isRestoring } from "./restoring.ts";
import { builtIn, type Template, templateOf } from "./template.ts";
import { inTurn } from "./turn.ts";
import { upstreamsOf } from "./upstreams.ts";
import { type Variables, variablesOf } from "./variables.ts";
import { isGood, removeVhost, vhostFile } from "./vhost-file.ts";

const { existsSync, mkdirSync } = process.getBuiltinModule("node:fs");

/** Makes an app's vhost anew and lets nginx take it; where the app is not proxied, its vhost goes. */
export async function buildVhost(io: Io, app: string): Promise<void> {
  if (!existsSync(join(io.env.DOKKU_LIB_ROOT ?? "", "data/nginx-vhosts")))
    throw new Exit(1, `nginx is not set up to serve ${app}; run: sudo dokku plugin:install --core`);
  if ((await answer(io, "proxy-is-enabled", app)) !== "true") return unproxied(io, app);
  const printed = (await answer(io, "ports-configure", app)).split("\n");
  for (const line of printed.filter((text) => text && !/^(true|false)$/.test(text))) write(io, `${line}\n`);
  if (isRestoring(io) && isInPlace(io, app, await make({ ...io, stdout: () => {} }, app))) return;
  await inTurn(io, async (turn) => {
    const vhost = await make(turn, app);
    return vhost ? put(turn, app, vhost) : takeAway(turn, app);
  });
}

/** A vhost as it is to be. */
interface Vhost {
  readonly text: string;
  readonly certified: boolean;
  readonly maps: readonly Mapping[];
  readonly template: Template;
}

/** The vhost of an app, or nothing where none of its ports is for nginx. */
async function make(io: Io, app: string): Promise<Vhost | undefined> {
  const certified = (await answer(io, "certs-exists", app)) === "true";
  const maps = await mappings(io, app, certified);
  const ports = [...new Set(maps.map(({ container }) => container))];
  const { listeners: web, resolve } = await upstreamsOf(io, app, ports);
  if (!maps.length) {
    trouble(`${app} has no port that nginx could serve; see: dokku ports:report ${app}`);
    return undefined;
  }
  const deployed = await isDeployed(io, app);
  if (deployed && !web) trouble(`No web listeners specified for ${app}`);
  const template = await templateOf(io, app, deployed && web !== "", certified);
  const variables = await variablesOf(io, { app, maps, certified, listeners: web });
  announce(io, variables, template.source);
  if (variables.HOKKU_CATCH_ALL) detail(io, `${app} answers for every name that no other app has`);
  return { text: renderVhost(io, app, template, variables, resolve), certified, maps, template };
}

/** Whether nginx has this vhost already. A hook that has a hand in vhosts may want another one each time. */
const isInPlace = (io: Io, app: string, vhost: Vhost | undefined): boolean =>
  vhost !== undefined &&
  !listeners("nginx-pre-reload", io.env).length &&
  isGood(app, io.env, vhost.text) &&
  isHstsManaged(io, app, vhost.certified);

async function put(io: Io, app: string, { text, certified, maps, template }: Vhost): Promise<void> {
  mkdirSync(join(appRoot(app, io.env), "nginx.conf.d"), { recursive: true });
  manageHsts(io, app, certified);
  if (template !== builtIn) detail(io, `Overriding default nginx.conf with detected ${template.name}`);
  if (template !== builtIn && /listen\s+.*\shttp2[;\s]/.test(template.text))
    trouble(
      `Deprecated: Usage of 'listen ... http2' within ${template.name} templates is deprecated since nginx 1.25.1 in favor of the standalone 'http2 on;' directive`,
    );
  step(io, `Creating ${certified ? "https" : "http"} nginx.conf`);
  replaceFile(vhostFile(app, io.env), text);
  const first = (kind: string) => (readText(join(appRoot(app, io.env), `${kind}.web.1`)) ?? "").trim();
  await trigger(io, "nginx-pre-reload", app, first("PORT"), first("IP"));
  if (!isRestoring(io)) detail(io, "Reloading nginx");
  await activate(io, app, maps);
}

function announce(io: Io, { NOSSL_SERVER_NAME = "", SSL_SERVER_NAME = "" }: Variables, source: string): void {
  const names = `${NOSSL_SERVER_NAME} ${SSL_SERVER_NAME}`.split(" ").filter(Boolean);
  for (const name of names) step(io, `Configuring ${name}...(using ${source} template)`);
}

async function unproxied(io: Io, app: string): Promise<void> {
  step(io, `Nginx support is disabled for app (${app})`);
  await inTurn(io, (turn) => takeAway(turn, app));
}

async function takeAway(io: Io, app: string): Promise<void> {
  if (!removeVhost(app, io.env)) return;
  step(io, "Deleting nginx.conf");
  await reloadWithout(io, app);
}
