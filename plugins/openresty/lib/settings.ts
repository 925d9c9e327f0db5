import { commonSettings } from "hokku/label-proxy";
import { matching, settings } from "hokku/settings";
import nginx from "hokku/settings/nginx-vhosts";

/** Those of nginx that are about nginx here, too. */
const {
  "disable-custom-config": _custom,
  "nginx-conf-sigil-path": _template,
  "nginx-service-command": _program,
  "proxy-keepalive": _keepalive,
  "trusted-templates": _trusted,
  ...shared
} = nginx.known;

export default settings("openresty", {
  ...commonSettings("dokku/openresty-docker-proxy:0.12.1"),
  ...shared,
  "allowed-letsencrypt-domains-func-base64": matching(
    "a function in Lua, in base64, that says which domains get a certificate",
    /^[A-Za-z0-9+/]+=*$/,
    "use base64, as of: base64 -w 0 <function.lua",
    { is: "program of the host", scope: "global", default: "cmV0dXJuIHRydWUK" },
  ),
});
