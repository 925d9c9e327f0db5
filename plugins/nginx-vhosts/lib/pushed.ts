import { dirname, join } from "node:path";
import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { GLOBAL } from "hokku/scope";
import { type Directive, directives, SyntaxTrouble } from "./directives.ts";
import { nginxPlaces } from "./program.ts";
import type { Reach } from "./reach.ts";
import { refusal } from "./refusals.ts";
import nginx from "./settings.ts";
import type { Variables } from "./variables.ts";

/**
 * Refuses a vhost whose template was pushed and which reaches for what is not the app's: whoever may push is not the host, whose
 * nginx starts as root. The host's owner can say `trusted-templates`. Throws Exit 1 with the directive, its line and what to do.
 */
export function refuseForeign(io: Io, app: string, name: string, vhost: string, variables: Variables): void {
  if (nginx.own(GLOBAL, "trusted-templates", io.env) === "true") return;
  const { found, trouble } = read(vhost);
  const reach = reachOf(io, app, variables);
  for (const directive of found) {
    const why = refusal(directive, found, reach);
    if (!why) continue;
    const where = `${name} of ${app} says ${directive.name} in line ${directive.line} of what it renders to`;
    throw new Exit(
      1,
      `${where}: ${why}. Whoever owns the host can trust all templates: dokku nginx:set --global trusted-templates true`,
    );
  }
  if (trouble)
    throw new Exit(
      1,
      `Custom ${name} failed nginx -t validation: ${trouble.message} in line ${trouble.line} of what it renders to`,
    );
}

/** What can be read, and what ended it. */
function read(vhost: string): { found: Directive[]; trouble?: SyntaxTrouble } {
  const found: Directive[] = [];
  try {
    for (const directive of directives(vhost)) found.push(directive);
    return { found };
  } catch (trouble) {
    if (trouble instanceof SyntaxTrouble) return { found, trouble };
    throw trouble;
  }
}

function reachOf({ env }: Io, app: string, variables: Variables): Reach {
  const { NGINX_ACCESS_LOG_PATH = "", NGINX_ERROR_LOG_PATH = "", APP_SSL_PATH = "" } = variables;
  return {
    home: appRoot(app, env),
    tls: APP_SSL_PATH,
    conf: dirname(nginxPlaces(env).conf),
    pages: join(env.DOKKU_LIB_ROOT ?? "", "data/nginx-vhosts/dokku-errors"),
    // A level may stand behind the path.
    logs: [NGINX_ACCESS_LOG_PATH, NGINX_ERROR_LOG_PATH].map((log) => log.replace(/ .*/, "")),
    cache: `/var/cache/nginx/${app}`,
  };
}
