import { join } from "node:path";
import { answer, detail, Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { extracted } from "hokku/deploy/extracted";
import { readText } from "hokku/files";
import { isNamed } from "./serves.ts";
import { setting } from "./settings.ts";

const { existsSync, readFileSync } = process.getBuiltinModule("node:fs");

/** A template for an app's vhost, and in whose language it is. */
export interface Template {
  readonly text: string;
  readonly name: string;
  readonly source: "built-in" | "app-supplied" | "plugin-supplied";
  readonly language: "sigil" | "legacy";
  /** Whether it came with the source, and not from whoever owns the host. */
  readonly isPushed?: boolean;
}

/** Files of Dokku 0.3 and 0.4 that an app could bring: with a certificate, the second. */
export const LEGACY = ["nginx.conf.template", "nginx.ssl.conf.template"] as const;

/** The templates that count, as the source brought them. Contract: `data/nginx-vhosts/app-<app>/nginx.conf.sigil`. */
export const kept = (app: string, name: string, env: Io["env"]) => extracted("nginx-vhosts", name, `app-${app}`, env);

export const builtIn: Template = {
  get text() {
    return readFileSync(join(import.meta.dirname, "../templates/nginx.conf.sigil"), "utf8");
  },
  name: "nginx.conf.sigil",
  source: "built-in",
  language: "sigil",
};

/** The template for an app: its own, unless custom ones are off; then what a plugin offers; then ours. */
export async function templateOf(io: Io, app: string, deployed: boolean, certified: boolean): Promise<Template> {
  const own = deployed && setting(io, app, "disable-custom-config") !== "true" ? ownTemplate(app, certified, io.env) : undefined;
  if (own && (own.language === "sigil" || (await isNamed(io, app)))) return own;
  if (own) detail(io, `${own.name} is for apps with a domain; ${app} has none, and gets the usual vhost at a port of its own`);
  const offered = await answer(io, "nginx-app-template-source", app, "app-config");
  if (!offered) return builtIn;
  if (!existsSync(offered)) throw new Exit(1, `The template ${offered}, which a plugin offers for ${app}, does not exist`);
  return { text: readFileSync(offered, "utf8"), name: offered, source: "plugin-supplied", language: "sigil" };
}

/** What an app brought, from its source or laid into its folder on the host by hand. */
export function ownTemplate(app: string, certified: boolean, env: Io["env"]): Template | undefined {
  const sigil = kept(app, "nginx.conf.sigil", env).text();
  if (sigil !== undefined)
    return { text: sigil, name: "nginx.conf.sigil", source: "app-supplied", language: "sigil", isPushed: true };
  const name = LEGACY[certified ? 1 : 0];
  const pushed = kept(app, name, env).text();
  const text = pushed ?? readText(join(appRoot(app, env), name));
  return text === undefined
    ? undefined
    : { text, name, source: "app-supplied", language: "legacy", isPushed: pushed !== undefined };
}
