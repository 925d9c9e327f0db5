import { readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { parse } from "yaml";
import { splitWords } from "../../../hooks/words.ts";
import type { Root } from "../../lib/root.ts";
import { fire } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const PROXIES = ["caddy", "haproxy", "openresty", "traefik"] as const;
type Proxy = (typeof PROXIES)[number];

/** A docker that has a container `left` for whoever looks, and cannot run what the file `refuses` is there for. */
const DOCKER = `#!/usr/bin/env bash
printf '%q ' "$@" >>"$DOKKU_ROOT/../docker-calls"; echo >>"$DOKKU_ROOT/../docker-calls"
if [[ "$2" == ls ]]; then echo left; fi
if [[ "$2" == logs ]]; then echo "words of its own"; fi
if [[ "$2" == run && -e "$DOKKU_ROOT/../refuses" ]]; then echo "Bind for 0.0.0.0:80 failed: port is already allocated" >&2; exit 125; fi
`;

interface Host extends Root {
  /** What docker was asked since the last time, a list of words each. */
  readonly calls: () => string[][];
  /** The labels a new container of the type gets. */
  readonly labels: (app: string, type?: string) => string[];
}

function host(t: Test, proxy: Proxy): Host {
  const made = somePlugins(
    t,
    ...[
      "common",
      "deploy",
      "apps",
      "config",
      "proxy",
      "ports",
      "domains",
      "certs",
      "network",
      "app-json",
      "sigil",
      "nginx-vhosts",
    ],
    proxy,
  );
  made.put("bin/docker", DOCKER);
  made.put("docker-calls", "");
  Object.assign(made.env, { DOCKER_BIN: join(made.path, "bin/docker") });
  made.dokku(["apps:create", "web"]);
  made.dokku(["domains:set", "web", "web.example.com", "www.example.com"]);
  made.dokku(["proxy:set", "web", "type", proxy]);
  const calls = () => {
    const text = readFileSync(join(made.path, "docker-calls"), "utf8");
    made.put("docker-calls", "");
    return text.split("\n").filter(Boolean).map(splitWords);
  };
  const labels = (app: string, type = "web") =>
    splitWords(fire(made, "docker-args-process-deploy", app, "dockerfile", "latest", type, "1").out)
      .filter((word) => word.startsWith(`--label=${proxy}`))
      .map((word) => word.slice(8));
  return { ...made, calls, labels };
}

/** What is asked of the proxy for an app with two domains, and `http:80:5000`; then with `letsencrypt-email`. */
const LABELS: Readonly<Record<Proxy, readonly [plain: readonly string[], secure: readonly string[]]>> = {
  caddy: [
    ["caddy=web.example.com:80, www.example.com:80", "caddy.reverse_proxy={{ upstreams 5000 }}"],
    ["caddy=web.example.com, www.example.com", "caddy.reverse_proxy={{ upstreams 5000 }}"],
  ],
  haproxy: [
    [
      "haproxy.web-web.redirect_ssl=false",
      "haproxy.web-web.localport=5000",
      "haproxy.web-web.mode=http",
      "haproxy.web-web.port=80",
      "haproxy.web-web.host=web.example.com,www.example.com",
    ],
    ["haproxy.web-web.redirect_ssl=true", "haproxy.web-web-https.letsencrypt=true", "haproxy.web-web-https.localport=5000"],
  ],
  openresty: [
    [
      "openresty.letsencrypt=false",
      "openresty.access-log-path=/var/log/nginx/web-access.log",
      "openresty.client-max-body-size=1m",
      "openresty.proxy-busy-buffer-size=8k",
      "openresty.domains=web.example.com www.example.com",
      "openresty.port-mapping=http:80:5000",
      "openresty.https-port=443",
    ],
    ["openresty.letsencrypt=true"],
  ],
  traefik: [
    [
      "traefik.enable=true",
      "traefik.http.services.web-web-http.loadbalancer.server.port=5000",
      "traefik.http.routers.web-web-http.entrypoints=http",
      "traefik.http.routers.web-web-http.service=web-web-http",
      "traefik.http.routers.web-web-http.rule=Host(`web.example.com`) || Host(`www.example.com`)",
    ],
    [
      "traefik.http.routers.web-web-https.tls.certresolver=leresolver",
      "traefik.http.services.web-web-https.loadbalancer.server.port=5000",
      "traefik.http.routers.web-web-https.entrypoints=https",
    ],
  ],
};

for (const proxy of PROXIES)
  t.test(`${proxy}: what an app's containers say to it`, async (t) => {
    const made = host(t, proxy);
    const { dokku, labels } = made;
    dokku(["ports:set", "web", "http:80:5000"]);
    const [plain, secure] = LABELS[proxy];
    const found = labels("web");
    for (const label of plain) t.ok(found.includes(label), `${label} is among ${found.join("\n")}`);
    t.same(labels("web", "worker"), [], "only for web");
    t.equal(dokku([`${proxy}:set`, "--global", "letsencrypt-email", "you@example.com"]).code, 0);
    for (const label of secure) t.ok(labels("web").includes(label), `with certificates: ${label}`);
    t.equal(fire(made, "certs-force", "web").out, "true\n");
    dokku(["proxy:disable", "web"]);
    t.same(labels("web"), [], "none where it is disabled");
    dokku(["proxy:enable", "web"]);
    dokku(["domains:disable", "web"]);
    t.same(labels("web"), [], "nor where it has no domains");
    dokku(["domains:enable", "web"]);
    dokku(["proxy:set", "web", "type", "nginx"]);
    t.same(labels("web"), [], "nor where another serves it");
    t.equal(fire(made, "certs-force", "web").out, "");
  });

for (const proxy of PROXIES)
  t.test(`${proxy}: labels of one's own, settings and the report`, async (t) => {
    const { dokku, labels } = host(t, proxy);
    dokku(["ports:set", "web", "http:80:5000"]);
    const show = `${proxy}:labels:show`;
    t.match(dokku([show, "web"]), { code: 0, out: "", err: new RegExp(`No ${proxy} labels set for web`) });
    t.equal(dokku([`${proxy}:labels:add`, "web", `${proxy}.two`, "a value 'of' words"]).code, 0);
    t.equal(dokku([`${proxy}:labels:add`, "web", `${proxy}.one`, "1"]).code, 0);
    t.equal(dokku([`${proxy}:labels:add`, "web", `${proxy}.one`, "--2"]).code, 0);
    t.same(labels("web").slice(-2), [`${proxy}.one=--2`, `${proxy}.two=a value 'of' words`]);
    t.equal(
      dokku([show, "web"]).out,
      `=====> web ${proxy} labels\n       ${proxy}.one=--2\n       ${proxy}.two=a value 'of' words\n`,
    );
    t.equal(dokku([show, "web", `${proxy}.one`]).out, "--2\n");
    t.equal(dokku([`${proxy}:labels:remove`, "web", `${proxy}.one`]).code, 0);
    t.equal(dokku([show, "web", `${proxy}.one`]).out, "");
    t.match(dokku([`${proxy}:labels:add`, "web", "a b", "1"]), { code: 1, err: /cannot be a label's name/ });
    t.match(dokku([`${proxy}:set`, "web", "image", "other"]), { code: 1, err: /can only be set for all apps/ });
    t.match(dokku([`${proxy}:set`, "--global", "letsencrypt-email", "no"]), { code: 1, err: /you@example\.com/ });
    t.equal(dokku([`${proxy}:set`, "--global", "log-level", "debug"]).code, 0);
    t.equal(dokku([`${proxy}:report`, "web", `--${proxy}-computed-log-level`]).out, "DEBUG\n");
    t.equal(dokku([`${proxy}:report`, "web", `--${proxy}-global-image`]).out, "\n");
    t.match(dokku([`${proxy}:report`, "web", `--${proxy}-computed-image`]).out, /^\S+:[v\d.]+\n$/);
  });

for (const proxy of PROXIES)
  t.test(`${proxy}: its container`, async (t) => {
    const made = host(t, proxy);
    const { dokku, calls, put, path } = made;
    const container = `${proxy}-${proxy}-1`;
    const shown = parse(dokku([`${proxy}:show-config`]).out).services[proxy];
    t.match(shown, { network_mode: "bridge", restart: "unless-stopped", ports: ["80:80"] });
    calls();
    t.match(dokku([`${proxy}:start`]), { code: 0, out: `-----> Starting ${proxy}\n` });
    const [removed, run] = calls();
    t.same(removed, ["container", "rm", "--force", container]);
    const wanted = [`--name=${container}`, "--publish=80:80", shown.image, ...(shown.command ?? [])];
    const labelled = (shown.labels ?? []).map((label: string) => `--label=${label}`);
    for (const word of [...wanted, ...labelled]) t.ok(run?.includes(word), word);
    fire(made, "pre-restore");
    t.equal(calls().length, 2, "it comes back with the host");
    t.match(dokku([`${proxy}:logs`, "--num", "3"]), { code: 0, out: "words of its own\n" });
    t.same(calls(), [["container", "logs", "--tail=3", container]]);
    t.equal(dokku([`${proxy}:stop`]).code, 0);
    t.same(calls().at(-1), ["container", "rm", "--force", container]);
    fire(made, "pre-restore");
    t.equal(readFileSync(join(path, "docker-calls"), "utf8"), "", "it stays stopped");
    put("refuses", "");
    t.match(dokku([`${proxy}:start`]), { code: 1, err: /somebody else does; where that is nginx: dokku nginx:stop/ });
    const template = put("compose.sigil", `services:\n  ${proxy}:\n    image: "own/{{ $.${proxy.toUpperCase()}_LOG_LEVEL }}"\n`);
    put(`lib/plugins/enabled/own/${proxy}-template-source`, `#!/usr/bin/env bash\necho "${template}"\n`);
    t.match(parse(dokku([`${proxy}:show-config`]).out), { services: { [proxy]: { image: "own/ERROR" } } });
    put("compose.sigil", `services:\n  ${proxy}:\n    image: own\n    privileged: true\n`);
    t.match(dokku([`${proxy}:start`]), { code: 1, err: /compose\.sigil has privileged for/ });
  });

t.test("settings that make a difference to the container", async (t) => {
  const traefik = host(t, "traefik");
  for (const [key, value] of [
    ["letsencrypt-email", "you@example.com"],
    ["challenge-mode", "dns"],
    ["dns-provider", "cloudflare"],
    ["dns-provider-cf_api_key", "se$cret"],
    ["api-enabled", "true"],
    ["basic-auth-username", "ada"],
    ["basic-auth-password", "pass word"],
  ] as const)
    t.equal(traefik.dokku(["traefik:set", "--global", key, value]).code, 0, key);
  t.match(traefik.dokku(["traefik:set", "web", "dns-provider-x", "1"]), { code: 1, err: /only be set for all apps/ });
  const { out } = traefik.dokku(["traefik:show-config"]);
  t.match(out, /CF_API_KEY=se\$\$cret/, "a dollar sign is two in a compose file");
  const shown = parse(out.replaceAll("$$", "$")).services.traefik;
  t.ok(shown.command.includes("--certificatesresolvers.leresolver.acme.dnschallenge.provider=cloudflare"));
  t.match(shown.labels.join("\n"), /basicauth\.users=ada:\$apr1\$/);
  t.match(shown.ports, ["80:80", "443:443"]);
  traefik.put("lib/data/app-json/web/app.json", "");
  const caddy = host(t, "caddy");
  caddy.dokku(["ports:set", "web", "http:8080:3000"]);
  const given = fire(caddy, "docker-args-process-deploy", "web", "dockerfile", "latest", "web", "1");
  t.match(given.err, /There is no port mapping http:80; the first of http is used, http:8080:3000/);
  t.ok(caddy.labels("web").includes("caddy.reverse_proxy={{ upstreams 3000 }}"));
  caddy.dokku(["caddy:set", "web", "tls-internal", "true"]);
  t.ok(caddy.labels("web").includes("caddy.tls=internal"));
  const deployed = fire(caddy, "core-post-deploy", "web", "3000", "127.0.0.1", "latest");
  t.match(deployed.out, /from the next start on: dokku ps:restart web/, "a change beside a deploy");
});
