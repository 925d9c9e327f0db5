// slow: an authority and an nginx are started
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { until } from "../../lib/patience.ts";
import { checkout, root } from "../../lib/root.ts";
import { fire } from "../../lib/rows.ts";

/** A real nginx at port 80 and a real authority, Pebble, in a network namespace of their own. */
if (process.env.HOKKU_TEST_ALONE !== "1") {
  const words = ["-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", process.execPath, import.meta.filename];
  const { status } = spawnSync("unshare", words, { stdio: "inherit", env: { ...process.env, HOKKU_TEST_ALONE: "1" } });
  process.exit(status ?? 1);
}

const { default: t } = await import("tap");
const host = root(t);
const home = (file: string) => join(host.path, "home", file);
const conf = host.put(
  "nginx/nginx.conf",
  `pid ${host.path}/nginx/pid;\nerror_log ${host.path}/nginx/error.log;\nworker_processes 1;\nevents {}\nhttp { include conf.d/*.conf; }\n`,
);
chmodSync(host.path, 0o755); // nginx's workers are somebody else
const ca = join(host.path, "pebble/cert.pem");
const env = { HOKKU_NGINX_CONF: conf, NODE_EXTRA_CA_CERTS: ca };
host.put("lib/config/nginx/--global/access-log-path", "off");
host.put("lib/config/nginx/--global/error-log-path", join(host.path, "nginx/error.log"));
const dokku = (...words: string[]) => host.dokku(words, { env });
t.teardown(() => spawnSync("/usr/sbin/nginx", ["-s", "stop", "-c", conf]));

/** Whether somebody listens at a port. */
const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
    socket.on("close", () => socket.destroy());
  });

async function daemon(program: string, words: string[], port: number, more: Record<string, string> = {}): Promise<void> {
  const child = spawn(program, words, { cwd: join(host.path, "pebble"), stdio: "ignore", env: { ...process.env, ...more } });
  t.teardown(() => child.kill("SIGKILL"));
  await until(() => listens(port));
}

/** An app as a deploy leaves it: its address written down, and marked as deployed. */
async function app(name: string, ...domains: string[]): Promise<void> {
  const server = createServer((_request, answer) => answer.end(name)).listen(0, "127.0.0.1");
  t.teardown(() => server.close());
  const address = await until(() => server.address());
  dokku("apps:create", name);
  writeFileSync(home(`${name}/IP.web.1`), "127.0.0.1\n");
  writeFileSync(home(`${name}/PORT.web.1`), `${typeof address === "object" ? address.port : ""}\n`);
  host.put(`lib/config/common/${name}/deployed`, "true");
  for (const domain of domains) t.equal(dokku("domains:add", name, domain).code, 0, `${name} gets ${domain}`);
}

const certificate = (name: string, ...words: string[]): string =>
  spawnSync("openssl", ["x509", "-in", home(`${name}/tls/server.crt`), "-noout", ...words], { encoding: "utf8" }).stdout;

t.test("an authority and nginx", async (t) => {
  mkdirSync(join(host.path, "pebble"), { recursive: true });
  const pair = [
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "key.pem",
    "-out",
    "cert.pem",
    "-days",
    "2",
    "-subj",
    "/CN=localhost",
  ];
  const made = spawnSync("openssl", ["req", "-x509", ...pair, "-addext", "subjectAltName=DNS:localhost"], {
    cwd: join(host.path, "pebble"),
  });
  t.equal(made.status, 0);
  const config = {
    listenAddress: "127.0.0.1:14000",
    managementListenAddress: "127.0.0.1:15000",
    certificate: "cert.pem",
    privateKey: "key.pem",
    httpPort: 80,
    tlsPort: 443,
    ocspResponderURL: "",
    externalAccountBindingRequired: false,
  };
  host.put("pebble/config.json", JSON.stringify({ pebble: config }));
  const dns = ["-dns01", "127.0.0.1:8053", "-http01", "", "-https01", "", "-tlsalpn01", "", "-defaultIPv6", ""];
  await daemon("pebble-challtestsrv", [...dns, "-management", "127.0.0.1:8055"], 8055);
  await daemon("pebble", ["-config", "config.json", "-dnsserver", "127.0.0.1:8053"], 14000, { PEBBLE_VA_NOSLEEP: "1" });
  spawnSync("/usr/sbin/nginx", ["-c", conf]);
  host.put("nginx/conf.d/dokku.conf", `include ${host.path}/home/*/nginx.conf;\n`);
  t.equal(fire({ ...host, env: { ...host.env, ...env } }, "install").code, 0);
  dokku("proxy:set", "--global", "type", "nginx");
  dokku("letsencrypt:set", "--global", "server", "https://localhost:14000/dir");
});

t.test("what is missing is said", async (t) => {
  await app("web");
  t.match(dokku("letsencrypt:enable", "web"), { code: 1, err: /No domains detected for web; add one: dokku domains:add web/ });
  dokku("domains:add", "web", "web.example.com");
  t.match(dokku("letsencrypt:enable", "web"), {
    code: 1,
    err: /without an e-mail address![\s\S]*letsencrypt:set web email <e-mail>/,
  });
  dokku("letsencrypt:set", "--global", "email", "ada@example.org");
  dokku("domains:add", "web", "*.web.example.com");
  t.match(dokku("letsencrypt:enable", "web"), { code: 1, err: /only be proved by DNS; say who serves it: .* dns-provider/ });
  dokku("domains:remove", "web", "*.web.example.com");
  dokku("ports:set", "web", "http:8080:5000");
  t.match(dokku("letsencrypt:enable", "web"), { code: 1, err: /add it: dokku ports:add web http:80:5000/ });
  dokku("ports:set", "web", "http:80:5000");
  t.match(dokku("letsencrypt:enable"), { code: 2, err: /takes an app, or --all/ });
  t.match(dokku("letsencrypt:disable", "web"), { code: 1, err: /not enabled for web/ });
  t.match(dokku("letsencrypt:cleanup", "web"), { code: 1, err: /get one: dokku letsencrypt:enable web/ });
  t.equal(dokku("letsencrypt:active", "web").out, "false\n");
});

t.test("a certificate comes, by http, and is renewed where it is time", async (t) => {
  const enabled = dokku("letsencrypt:enable", "web");
  t.equal(enabled.code, 0, enabled.err);
  t.match(
    enabled.out,
    /=====> Enabling letsencrypt for web\n-----> Getting .* via HTTP-01\n[\s\S]*retrieved successfully\.[\s\S]*-----> Done/,
  );
  t.match(certificate("web", "-issuer", "-ext", "subjectAltName"), /Pebble[\s\S]*DNS:web\.example\.com/);
  t.equal(dokku("letsencrypt:active", "web").out, "true\n");
  t.notOk(existsSync(home("web/nginx.conf.d/letsencrypt.conf")), "nothing is left with nginx");
  t.notOk(existsSync(join(host.path, "lib/data/letsencrypt/web")), "nor of what proved it");
  const serial = certificate("web", "-serial");
  t.match(dokku("letsencrypt:enable", "web").out, /still valid for web, skipping/);
  t.equal(certificate("web", "-serial"), serial);
  t.equal(dokku("letsencrypt:enable", "web", "--force").code, 0, "also while http leads to https");
  t.not(certificate("web", "-serial"), serial);
  t.match(
    dokku("letsencrypt:list").out,
    /^App name +Certificate Expiry .*\nweb +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\d+d, \d+h, \d+m, \d+s +\d+d/,
  );
  t.match(dokku("letsencrypt:auto-renew").out, /web still has \d+d, .* left before renewal/);
  dokku("letsencrypt:set", "web", "graceperiod", "999999999");
  const due = certificate("web", "-serial");
  t.match(dokku("letsencrypt:auto-renew").out, /-----> web needs renewal[\s\S]*Finished auto-renewal/);
  t.not(certificate("web", "-serial"), due);
  dokku("letsencrypt:set", "web", "graceperiod");
});

t.test("two at once: both end well, one after the other", async (t) => {
  const asked = ["letsencrypt:enable", "web", "--force"];
  const both = [1, 2].map(() => spawn(join(checkout, "core/dokku"), asked, { env: { ...host.env, ...env }, stdio: "ignore" }));
  const codes = await Promise.all(both.map((one) => once(one, "exit")));
  t.same(
    codes.map(([code]) => code),
    [0, 0],
  );
  t.equal(dokku("letsencrypt:active", "web").out, "true\n");
});

t.test("more domains are another certificate; who does not lead here is named", async (t) => {
  t.match(dokku("domains:add", "web", "www.example.com").err, /Please run dokku letsencrypt:enable web to add https support/);
  t.match(dokku("letsencrypt:enable", "web"), { code: 0, err: "" });
  t.match(certificate("web", "-ext", "subjectAltName"), /DNS:web\.example\.com, DNS:www\.example\.com/);
  t.match(dokku("letsencrypt:cleanup", "web").out, /current config hash \w{40}\n-----> {3}- stale directory \w{40}/);
  const serial = certificate("web", "-serial");
  const lead = JSON.stringify({ host: "elsewhere.example.com.", addresses: ["192.0.2.1"] }); // there is no way there
  await fetch("http://127.0.0.1:8055/add-a", { method: "POST", body: lead });
  dokku("domains:add", "web", "elsewhere.example.com");
  const refused = dokku("letsencrypt:enable", "web");
  t.match(refused, { code: 1 });
  t.match(refused.err, /was not proved|It has to lead to this server/);
  t.equal(certificate("web", "-serial"), serial, "what was there stays");
  t.notOk(existsSync(home("web/nginx.conf.d/letsencrypt.conf")));
  dokku("letsencrypt:set", "web", "graceperiod", "999999999");
  t.match(dokku("letsencrypt:auto-renew"), { code: 1, err: /One or more apps failed/ });
  t.match(dokku("letsencrypt:auto-renew"), { code: 0, err: /web has failed 1 times, and is tried again in 0d, [12]h/ });
  dokku("letsencrypt:set", "web", "graceperiod");
  dokku("domains:remove", "web", "elsewhere.example.com");
});

t.test("each day; reports; an end that is near; back to http", async (t) => {
  t.match(dokku("letsencrypt:cron-job").out, /is not enabled\n.*--add' to enable/);
  t.equal(dokku("letsencrypt:cron-job", "--add").out, "-----> Added cron job to dokku's crontab.\n");
  t.equal(
    fire(host, "cron-entries", "docker-local").out,
    `24 6 * * *;dokku letsencrypt:auto-renew;${host.path}/logs/letsencrypt.log\n`,
  );
  t.equal(dokku("letsencrypt:report", "web", "--letsencrypt-active").out, "true\n");
  t.match(dokku("letsencrypt:report", "web", "--letsencrypt-expiration").out, /^\d{10}\n$/);
  t.equal(dokku("letsencrypt:report", "web", "--letsencrypt-computed-email").out, "ada@example.org\n");
  dokku("letsencrypt:set", "--global", "dns-provider-API_KEY", "for-all");
  dokku("letsencrypt:set", "web", "dns-provider-API_KEY", "its-own");
  const rows = JSON.parse(dokku("letsencrypt:report", "web", "--format", "json").out);
  t.match(rows, {
    "dns-provider-API_KEY": "its-own",
    "global-dns-provider-API_KEY": "for-all",
    "computed-dns-provider-API_KEY": "its-own",
  });
  t.notMatch(dokku("letsencrypt:report", "web").out, /its-own|for-all/, "nobody reads them over a shoulder");
  t.equal(dokku("letsencrypt:report", "--global", "--letsencrypt-global-dns-provider-API_KEY").out, "for-all\n");
  dokku("letsencrypt:set", "--global", "dns-provider-API_KEY");
  dokku("letsencrypt:cron-job", "--remove");
  t.equal(fire(host, "cron-entries", "docker-local").out, "");
  t.equal(dokku("letsencrypt:revoke", "web").code, 0);
  t.equal(dokku("letsencrypt:active", "web").out, "false\n");
  t.equal(dokku("letsencrypt:enable", "web").code, 0);
  t.match(dokku("letsencrypt:disable", "web"), { code: 0, out: /Disabling letsencrypt for app[\s\S]*Done/ });
  t.notOk(existsSync(home("web/tls/server.crt")));
  t.equal(readFileSync(home("web/VHOST"), "utf8").trim(), "web.example.com\nwww.example.com");
});

t.test("by DNS it is lego that asks, with what its provider wants to know", async (t) => {
  const lego = `#!/usr/bin/env bash
printf '%s ' "$@" >"${host.path}/lego-called"; echo "$CF_TOKEN" >>"${host.path}/lego-called"
while [[ $# -gt 0 ]]; do if [[ $1 == --path ]]; then folder="$2"; fi; shift; done
mkdir -p "$folder/certificates"
openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=web.example.com -addext subjectAltName=DNS:web.example.com,DNS:www.example.com \\
  -days 90 -keyout "$folder/certificates/web.example.com.key" -out "$folder/certificates/web.example.com.crt" 2>/dev/null
`;
  dokku("letsencrypt:set", "web", "dns-provider", "cloudflare");
  t.equal(dokku("letsencrypt:set", "--global", "dns-provider-CF_TOKEN", "secret").code, 0);
  const path = `${host.path}/programs:/usr/sbin:/usr/bin:/bin`;
  const missing = host.dokku(["letsencrypt:enable", "web"], { env: { ...env, PATH: path } });
  t.match(missing, { code: 1, err: /with lego, which is not here: apt-get install lego/ });
  host.put("programs/lego", lego);
  const enabled = host.dokku(["letsencrypt:enable", "web"], { env: { ...env, PATH: path } });
  t.equal(enabled.code, 0, enabled.err);
  t.match(
    readFileSync(join(host.path, "lego-called"), "utf8"),
    /--server https:\/\/localhost:14000\/dir --email ada@example.org --dns cloudflare --domains web.example.com --domains www.example.com run secret/,
  );
  t.equal(dokku("letsencrypt:active", "web").out, "true\n");
});
