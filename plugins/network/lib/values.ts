import { isIP } from "node:net";
import { isPort } from "./listeners.ts";

/** The properties of `network:set`, what is wrong with a value, and whether all apps can share it. */
export const PROPERTIES: Readonly<
  Record<string, { readonly global: boolean; readonly refuse: (value: string) => string | undefined }>
> = {
  "attach-post-create": { global: true, refuse: notAttachable },
  "attach-post-deploy": { global: true, refuse: notAttachable },
  "bind-all-interfaces": { global: true, refuse: (value) => (/^(true|false)$/.test(value) ? undefined : "use true or false") },
  "initial-network": {
    global: true,
    refuse: (value) =>
      /^(container:)?[A-Za-z0-9][\w.-]*$/.test(value) ? undefined : "use the name of a network; see: dokku network:list",
  },
  "static-web-listener": { global: false, refuse: notListener },
  tld: {
    global: true,
    refuse: (value) =>
      /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(value)
        ? undefined
        : "use a domain, as in svc.cluster.local",
  },
};

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
