import { isIPv4, isIPv6 } from "node:net";
import { Exit, type Io } from "hokku";
import { GLOBAL } from "hokku/scope";
import { matching, type Setting, settings, whole, yesNo } from "hokku/settings";

const PAGE = 4;

const time = (usual = "60s") =>
  matching(/^(\d+(ms|[smhdwMy])?){1,4}$/, "use a number and a unit, such as 60s, 5m or 1h", { default: usual });
const size = (usual: string) =>
  matching(/^\d+[kKmMgG]?$/, "use a number and k, m or g, such as 50m; 0 is no limit", { default: usual });
const onOff = (usual: string) => matching(/^(on|off)$/, "use on or off", { default: usual });
const header = (usual: string) =>
  matching(/^[\w$.,:/+-]+$/, "use one word of letters, digits, $variables and .,:/+-", { is: "text", default: usual });
const log = (kind: string): Setting =>
  matching(
    /^(off|stderr|syslog:[\w.:=,/[\]-]+|\/(?!.*\.\.\/)[\w./+@%$-]+)( (debug|info|notice|warn|error|crit|alert|emerg))?$/,
    "use off, a full path such as /var/log/nginx/app.log, or syslog:server=...",
    {
      is: "path of the host",
      refuseToKeys: notALog,
      default: (app) => `/var/log/nginx/${app === GLOBAL ? "{app}" : app}-${kind}.log`,
    },
  );

/** nginx opens logs as root, and would write into any file of the host. */
function notALog(value: string): string | undefined {
  const isElsewhere = value.startsWith("/") && !value.startsWith("/var/log/nginx/");
  return isElsewhere ? "with a key, use a path below /var/log/nginx; others are set on the host itself" : undefined;
}

/** Properties of `nginx:set`, each with what it refuses: nothing that passes can end a directive or begin a block. */
const nginx = settings("nginx", {
  "access-log-format": matching(/^\w[\w-]*$/, "use the name of a log_format that nginx knows"),
  "access-log-path": log("access"),
  "bind-address-ipv4": { is: "value", refuse: (value) => (isIPv4(value) ? undefined : "use an IPv4 address of this host") },
  "bind-address-ipv6": {
    is: "value",
    default: "::",
    refuse: (value) => (isIPv6(value) ? undefined : "use an IPv6 address of this host, without brackets"),
  },
  "client-body-timeout": time(),
  "client-header-timeout": time(),
  "client-max-body-size": size("1m"),
  "disable-custom-config": yesNo({ default: "false" }),
  "error-log-path": log("error"),
  hsts: yesNo({ default: "true" }),
  "hsts-include-subdomains": yesNo({ default: "true" }),
  "hsts-max-age": whole({ default: "15724800" }),
  "hsts-preload": yesNo({ default: "false" }),
  "keepalive-timeout": matching(/^(\d+(ms|[smhdwMy])?)( \d+(ms|[smhdwMy])?)?$/, "use a number and a unit, such as 75s", {
    default: "75s",
  }),
  "lingering-timeout": time("5s"),
  "nginx-conf-sigil-path": matching(
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./+@-]+$/,
    "use a path inside the app's source, without ..",
    { is: "path in the app", default: "nginx.conf.sigil" },
  ),
  "nginx-service-command": matching(/^\/[\w./+-]+$/, "use the full path of a program, which is given start, stop or reload", {
    is: "program of the host",
    refuseToKeys: () => "a program of the host is set on the host itself, without a key",
  }),
  "proxy-buffer-size": size(`${PAGE}k`),
  "proxy-buffering": onOff("on"),
  "proxy-buffers": matching(/^\d+ \d+[kKmM]?$/, "use a number and a size, such as 8 16k", { default: `8 ${PAGE}k` }),
  "proxy-busy-buffers-size": size(`${PAGE * 2}k`),
  "proxy-connect-timeout": time(),
  "proxy-keepalive": whole(),
  "proxy-read-timeout": time(),
  "proxy-send-timeout": time(),
  "send-timeout": time(),
  "trusted-templates": yesNo({ default: "false", scope: "global" }),
  "underscore-in-headers": onOff("off"),
  "x-forwarded-for-value": header("$remote_addr"),
  "x-forwarded-port-value": header("$server_port"),
  "x-forwarded-proto-value": header("$scheme"),
  "x-forwarded-ssl": header(""),
});

export default nginx;

/** A property of nginx. */
export type Key = keyof typeof nginx.known;

/** What counts for an app. A stored value that `nginx:set` would refuse (edited by hand, older release) is refused here too. */
export function setting({ env }: Io, app: string, key: Key): string {
  const value = nginx.of(app, key, env);
  const wrong =
    value && (nginx.known[key].refuse?.(value) ?? (/[;{}\n\r]/.test(value) ? "it would end the directive" : undefined));
  if (wrong)
    throw new Exit(
      1,
      `nginx property ${key} of ${app} is ${JSON.stringify(value)}: ${wrong}; change it: dokku nginx:set ${app} ${key} <value>`,
    );
  return value;
}
