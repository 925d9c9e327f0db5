import { isIP } from "node:net";
import { matching, type Setting, settings, yesNo } from "hokku/settings";
import { isPort } from "./listeners.ts";

const attach = (when: string): Setting => ({
  is: "network",
  summary: `networks that containers join ${when}, with commas`,
  refuse: notAttachable,
});

export default settings("network", {
  "attach-post-create": attach("before they start"),
  "attach-post-deploy": attach("once they are checked"),
  "bind-all-interfaces": yesNo("whether containers listen on all addresses of the host", { is: "network", default: "false" }),
  "initial-network": matching(
    "the network that containers start in",
    /^(container:)?[A-Za-z0-9][\w.-]*$/,
    "use the name of a network; see: dokku network:list",
    {
      is: "network",
    },
  ),
  "static-web-listener": {
    is: "network",
    summary: "an address that stands for the app's web process, as of a program of the host",
    scope: "app",
    refuse: notListener,
  },
  tld: matching(
    "what is put behind <app>.<type> where containers find each other",
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i,
    "use a domain, as in svc.cluster.local",
    {
      is: "network",
    },
  ),
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
