import { isIPv4, isIPv6 } from "node:net";
import { Exit, type Io } from "hokku";
import { properties } from "hokku/properties";
import type { Property } from "hokku/property-command";
import { WHOLE, YES_NO } from "hokku/report-schema";

const PAGE = 4;
const TIME = /^(\d+(ms|[smhdwMy])?){1,4}$/;

const time = says(TIME, "use a number and a unit, such as 60s, 5m or 1h");
const times = says(/^(\d+(ms|[smhdwMy])?)( \d+(ms|[smhdwMy])?)?$/, "use a number and a unit, such as 75s");
const size = says(/^\d+[kKmMgG]?$/, "use a number and k, m or g, such as 50m; 0 is no limit");
const flag = { ...says(/^(true|false)$/, "use true or false"), schema: YES_NO };
const onOff = says(/^(on|off)$/, "use on or off");
const count = { ...says(/^\d{1,9}$/, "use a whole number"), schema: WHOLE };
const header = says(/^[\w$.,:/+-]+$/, "use one word of letters, digits, $variables and .,:/+-");
const log = says(
  /^(off|stderr|syslog:[\w.:=,/[\]-]+|\/(?!.*\.\.\/)[\w./+@%$-]+)( (debug|info|notice|warn|error|crit|alert|emerg))?$/,
  "use off, a full path such as /var/log/nginx/app.log, or syslog:server=...",
);

/** Properties of `nginx:set`, each with what it refuses: nothing that passes can end a directive or begin a block. */
export const SETTINGS: Readonly<Record<string, Property>> = {
  "access-log-format": says(/^[\w-]+$/, "use the name of a log_format that nginx knows"),
  "access-log-path": { ...log, host: true },
  "bind-address-ipv4": { refuse: (value) => (isIPv4(value) ? undefined : "use an IPv4 address of this host") },
  "bind-address-ipv6": { refuse: (value) => (isIPv6(value) ? undefined : "use an IPv6 address of this host, without brackets") },
  "client-body-timeout": time,
  "client-header-timeout": time,
  "client-max-body-size": size,
  "disable-custom-config": flag,
  "error-log-path": { ...log, host: true },
  hsts: flag,
  "hsts-include-subdomains": flag,
  "hsts-max-age": count,
  "hsts-preload": flag,
  "keepalive-timeout": times,
  "lingering-timeout": time,
  "nginx-conf-sigil-path": says(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./+@-]+$/, "use a path inside the app's source, without .."),
  "nginx-service-command": {
    ...says(/^\/[\w./+-]+$/, "use the full path of a program, which is given start, stop or reload"),
    host: true,
  },
  "proxy-buffer-size": size,
  "proxy-buffering": onOff,
  "proxy-buffers": says(/^\d+ \d+[kKmM]?$/, "use a number and a size, such as 8 16k"),
  "proxy-busy-buffers-size": size,
  "proxy-connect-timeout": time,
  "proxy-keepalive": count,
  "proxy-read-timeout": time,
  "proxy-send-timeout": time,
  "send-timeout": time,
  "trusted-templates": { ...flag, scope: "global", host: true },
  "underscore-in-headers": onOff,
  "x-forwarded-for-value": header,
  "x-forwarded-port-value": header,
  "x-forwarded-proto-value": header,
  "x-forwarded-ssl": header,
};

/** What counts where neither the app nor the host has set a property; "" where nginx's own default does. */
const DEFAULTS: Readonly<Record<string, string>> = {
  "bind-address-ipv6": "::",
  "client-max-body-size": "1m",
  "disable-custom-config": "false",
  hsts: "true",
  "hsts-include-subdomains": "true",
  "hsts-max-age": "15724800",
  "hsts-preload": "false",
  "keepalive-timeout": "75s",
  "lingering-timeout": "5s",
  "nginx-conf-sigil-path": "nginx.conf.sigil",
  "proxy-buffer-size": `${PAGE}k`,
  "proxy-buffering": "on",
  "proxy-buffers": `8 ${PAGE}k`,
  "proxy-busy-buffers-size": `${PAGE * 2}k`,
  "trusted-templates": "false",
  "underscore-in-headers": "off",
  "x-forwarded-for-value": "$remote_addr",
  "x-forwarded-port-value": "$server_port",
  "x-forwarded-proto-value": "$scheme",
};

/** The default of one property for one app. */
export function defaultOf(app: string, key: string): string {
  const [, kind] = /^(access|error)-log-path$/.exec(key) ?? [];
  if (kind) return `/var/log/nginx/${app}-${kind}.log`;
  return DEFAULTS[key] ?? (/-timeout$/.test(key) ? "60s" : "");
}

/** What counts for an app. A stored value that `nginx:set` would refuse (edited by hand, older release) is refused here too. */
export function setting({ env }: Io, app: string, key: string): string {
  const value = properties("nginx", env).computed(app, key, defaultOf(app, key));
  const wrong = value && (SETTINGS[key]?.refuse?.(value) ?? (/[;{}\n\r]/.test(value) ? "it would end the directive" : undefined));
  if (wrong)
    throw new Exit(
      1,
      `nginx property ${key} of ${app} is ${JSON.stringify(value)}: ${wrong}; change it: dokku nginx:set ${app} ${key} <value>`,
    );
  return value;
}

function says(pattern: RegExp, how: string): Property {
  return { refuse: (value) => (pattern.test(value) ? undefined : how) };
}
