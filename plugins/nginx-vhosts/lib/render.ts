import { Exit, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { readEnvironment } from "hokku/environment";
import { render, TemplateError } from "hokku/sigil";
import { renderLegacy, withUpstream } from "./legacy-template.ts";
import { refuseForeign } from "./pushed.ts";
import { builtIn, type Template } from "./template.ts";
import type { Variables } from "./variables.ts";

/** Renders the vhost of an app. What the template cannot do is refused with its name and line. */
export function renderVhost(
  io: Io,
  app: string,
  template: Template,
  variables: Variables,
  resolve: (text: string) => string,
): string {
  const environment = Object.fromEntries(readEnvironment(app, io.env));
  try {
    const text =
      template.language === "legacy"
        ? legacy(app, template, { ...environment, ...variables })
        : render(template.text, variables, { name: template.name, root: appRoot(app, io.env), env: environment });
    const vhost = resolve(text)
      .replace(/[ \t]+$/gm, "")
      .replace(/\n{2,}/g, "\n")
      .replace(/^\n+/, "");
    if (template.isPushed) refuseForeign(io, app, template.name, vhost, variables);
    return vhost;
  } catch (error) {
    if (error instanceof TemplateError) throw new Exit(1, `The template of ${app} cannot be rendered: ${error.message}`);
    throw error;
  }
}

/** With a certificate, an app that brought only the plain template keeps it for http; https is served by ours. */
function legacy(app: string, template: Template, variables: Variables): string {
  const tls = [
    "ssl_certificate",
    `${variables.APP_SSL_PATH}/server.crt;\n  ssl_certificate_key`,
    `${variables.APP_SSL_PATH}/server.key;`,
  ];
  const own = renderLegacy(template.text, { ...variables, SSL_DIRECTIVES: `  ${tls.join(" ")}` }, template.name);
  const text = withUpstream(own, app, variables.DOKKU_APP_WEB_LISTENERS ?? "");
  if (template.name.includes(".ssl.") || !variables.SSL_INUSE) return text;
  const secure = (variables.PROXY_PORT_MAP ?? "").split(" ").filter((map) => map.startsWith("https:"));
  return `${text}\n${render(builtIn.text, { ...variables, PROXY_PORT_MAP: secure.join(" ") }, { name: builtIn.name })}`;
}
