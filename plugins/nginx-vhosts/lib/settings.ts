import { isIPv4, isIPv6 } from "node:net";
import { Exit, type Io } from "hokku";
import { GLOBAL } from "hokku/scope";
import { matching, type Setting, settings, whole, yesNo } from "hokku/settings";

const PAGE = 4;

const time = (summary: string, usual = "60s") =>
  matching(summary, /^(\d+(ms|[smhdwMy])?){1,4}$/, "use a number and a unit, such as 60s, 5m or 1h", { default: usual });
const size = (summary: string, usual: string) =>
  matching(summary, /^\d+[kKmMgG]?$/, "use a number and k, m or g, such as 50m; 0 is no limit", { default: usual });
const onOff = (summary: string, usual: string) => matching(summary, /^(on|off)$/, "use on or off", { default: usual });
const header = (summary: string, usual: string) =>
  matching(summary, /^[\w$.,:/+-]+$/, "use one word of letters, digits, $variables and .,:/+-", { is: "text", default: usual });
const log = (kind: string): Setting =>
  matching(
    `${kind} log: off, a full path, or syslog:server=...`,
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
  "access-log-format": matching("a log_format that nginx knows", /^\w[\w-]*$/, "use the name of a log_format that nginx knows"),
  "access-log-path": log("access"),
  "bind-address-ipv4": {
    is: "value",
    summary: "the address it listens at; all where unset",
    refuse: (value) => (isIPv4(value) ? undefined : "use an IPv4 address of this host"),
  },
  "bind-address-ipv6": {
    is: "value",
    summary: "the same for IPv6",
    default: "::",
    refuse: (value) => (isIPv6(value) ? undefined : "use an IPv6 address of this host, without brackets"),
  },
  "client-body-timeout": time("between two pieces of a request's body"),
  "client-header-timeout": time("for a request's header"),
  "client-max-body-size": size("largest body of a request, as of an upload", "1m"),
  "disable-custom-config": yesNo("whether a template that the source brings is left out", { default: "false" }),
  "error-log-path": log("error"),
  hsts: yesNo("whether browsers are told to use https only", { default: "true" }),
  "hsts-include-subdomains": yesNo("the same for the domains below", { default: "true" }),
  "hsts-max-age": whole("for how many seconds", { default: "15724800" }),
  "hsts-preload": yesNo("whether browsers may know before the first visit", { default: "false" }),
  "keepalive-timeout": matching(
    "how long an idle connection stays open",
    /^(\d+(ms|[smhdwMy])?)( \d+(ms|[smhdwMy])?)?$/,
    "use a number and a unit, such as 75s",
    {
      default: "75s",
    },
  ),
  "lingering-timeout": time("for the rest of a request that was refused", "5s"),
  "nginx-conf-sigil-path": matching(
    "where a template of the app's own is in the source",
    /^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./+@-]+$/,
    "use a path inside the app's source, without ..",
    { is: "path in the app", default: "nginx.conf.sigil" },
  ),
  "nginx-service-command": matching(
    "a program that starts, stops and reloads nginx",
    /^\/[\w./+-]+$/,
    "use the full path of a program, which is given start, stop or reload",
    {
      is: "program of the host",
      refuseToKeys: () => "a program of the host is set on the host itself, without a key",
    },
  ),
  "proxy-buffer-size": size("for the first part of an answer", `${PAGE}k`),
  "proxy-buffering": onOff("whether answers are read in advance", "on"),
  "proxy-buffers": matching(
    "number and size of buffers for an answer",
    /^\d+ \d+[kKmM]?$/,
    "use a number and a size, such as 8 16k",
    { default: `8 ${PAGE}k` },
  ),
  "proxy-busy-buffers-size": size("how much of them may be on its way to the client", `${PAGE * 2}k`),
  "proxy-connect-timeout": time("for a connection to the app"),
  "proxy-keepalive": whole("idle connections to the app that stay open; none where unset"),
  "proxy-read-timeout": time("between two pieces of an answer"),
  "proxy-send-timeout": time("between two pieces of a request on its way to the app"),
  "send-timeout": time("between two pieces of an answer on its way to the client"),
  "trusted-templates": yesNo("whether templates of pushed sources may do anything", { default: "false", scope: "global" }),
  "underscore-in-headers": onOff("whether headers may have _ in their names", "off"),
  "x-forwarded-for-value": header("X-Forwarded-For, as the app gets it", "$remote_addr"),
  "x-forwarded-port-value": header("X-Forwarded-Port", "$server_port"),
  "x-forwarded-proto-value": header("X-Forwarded-Proto", "$scheme"),
  "x-forwarded-ssl": header("X-Forwarded-Ssl", ""),
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
