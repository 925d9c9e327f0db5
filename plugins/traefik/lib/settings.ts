import { commonSettings } from "hokku/label-proxy";
import { matching, type Setting, settings, yesNo } from "hokku/settings";

const word = (summary: string, more: Partial<Setting> = {}) =>
  matching(summary, /^[A-Za-z0-9][\w.-]*$/, "use letters, digits and ._-", { scope: "global", ...more });

export default settings("traefik", {
  ...commonSettings("traefik:v3.7.10"),
  "api-enabled": yesNo("whether its API is served", { default: "false", scope: "global" }),
  "api-entry-point": word("the entry point its API is served at; that of http or https where unset"),
  "api-entry-point-address": matching("the address of that", /^[\w.:[\]-]*:\d{1,5}$/, "use an address such as :8080", {
    scope: "global",
    is: "network",
  }),
  "api-vhost": word("the domain of its API and dashboard", { default: "traefik.dokku.me" }),
  "basic-auth-password": { is: "value", summary: "the password for its API and dashboard", scope: "global", secret: true },
  "basic-auth-username": word("the name for it"),
  "challenge-mode": matching("how domains are proved to Let's Encrypt", /^(tls|dns)$/, "use tls or dns", {
    default: "tls",
    scope: "global",
  }),
  "dashboard-enabled": yesNo("whether its dashboard is served", { default: "false", scope: "global" }),
  "dns-provider": word("who serves the domains' DNS, for challenge-mode dns, as Traefik calls them"),
  "http-entry-point": word("the entry point of http", { default: "http" }),
  "https-entry-point": word("the entry point of https", { default: "https" }),
});
