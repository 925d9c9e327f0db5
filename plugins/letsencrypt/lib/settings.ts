import { matching, settings, whole } from "hokku/settings";

/** Authorities by their names; anything else is an address. */
export const SERVERS: Readonly<Record<string, string>> = {
  default: "https://acme-v02.api.letsencrypt.org/directory",
  production: "https://acme-v02.api.letsencrypt.org/directory",
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
};

/** Contract: the properties of the plugin dokku-letsencrypt. */
export default settings("letsencrypt", {
  "dns-provider": matching(
    "who serves the domains' DNS, as lego calls them: domains are proved by that, wildcards too; none for http",
    /^[a-z0-9][a-z0-9-]*$/,
    "use a name that lego knows, such as cloudflare, or none",
  ),
  email: matching("where the authority writes to", /^[^\s@'"]+@[^\s@'"]+$/, "use an address such as you@example.com"),
  graceperiod: whole("how many seconds before its end a certificate is renewed", { default: String(30 * 24 * 60 * 60) }),
  "lego-args": {
    is: "program of the host",
    summary: "further words for lego",
    refuseToKeys: () => "they could name a program of the host; they are set on the host itself, without a key",
  },
  server: matching(
    "the authority: default, staging or the address of its directory",
    /^(default|production|staging|https:\/\/[\w.:/-]+)$/,
    "use default, staging, or an https address",
    { is: "address", default: "default" },
  ),
});
