import { isIP } from "node:net";
import { matching, type Setting, settings, yesNo } from "hokku/settings";
import { isPort } from "./listeners.ts";

const attach: Setting = { is: "network", refuse: notAttachable };

export default settings("network", {
  "attach-post-create": attach,
  "attach-post-deploy": attach,
  "bind-all-interfaces": yesNo({ is: "network", default: "false" }),
  "initial-network": matching(/^(container:)?[A-Za-z0-9][\w.-]*$/, "use the name of a network; see: dokku network:list", {
    is: "network",
  }),
  "static-web-listener": { is: "network", scope: "app", refuse: notListener },
  tld: matching(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i, "use a domain, as in svc.cluster.local", {
    is: "network",
  }),
});

function notAttachable(name: string): string | undefined {
  if (/^(host|bridge|none)$/.test(name)) return "docker joins no container to it later; use a network made by network:create";
  return /^[A-Za-z0-9][\w.-]*$/.test(name) ? undefined : "use the name of a network; see: dokku network:list";
}

/** `address`, or `address:port`, where an IPv6 address with a port stands in brackets. */
function notListener(value: string): string | undefined {
  const [, v6, host = "", port] = /^(?:\[([^\]]+)\]|([^:[\]]+|[^[\]]*:[^[\]]*:[^[\]]*))(?::(\d+))?$/.exec(value) ?? [];
  const address = v6 ?? host;
  const isHost = isIP(address) > 0 || (v6 === undefined && /^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?$/.test(address));
  return isHost && (port === undefined || isPort(port)) ? undefined : "use address:port, as in 127.0.0.1:8080";
}
