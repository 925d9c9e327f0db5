import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { createServer as createTcpServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Test } from "tap";
import { until } from "../lib/patience.ts";
import { root } from "../lib/root.ts";
import { start } from "./apps.ts";
import { keptClient } from "./kept-client.ts";

/** A real nginx on ports 80 and 443, in a network namespace of its own: nothing of the machine is disturbed. */
if (process.env.HOKKU_TEST_ALONE !== "1") {
  const words = ["-n", "sh", "-c", 'ip link set lo up && exec "$@"', "sh", process.execPath, import.meta.filename];
  const { status } = spawnSync("unshare", words, { stdio: "inherit", env: { ...process.env, HOKKU_TEST_ALONE: "1" } });
  process.exit(status ?? 1);
}

const { default: t } = await import("tap");
const host = root(t);
const home = (file: string) => join(host.path, "home", file);
const read = (file: string) => readFileSync(home(file), "utf8");
const conf = host.put(
  "nginx/nginx.conf",
  `pid ${host.path}/nginx/pid;\nerror_log ${host.path}/nginx/error.log;\nworker_processes 1;\nevents {}\nhttp { include conf.d/*.conf; }\n`,
);
const env = { HOKKU_NGINX_CONF: conf };
host.put("lib/config/nginx/--global/access-log-path", "off");
host.put("lib/config/nginx/--global/error-log-path", join(host.path, "nginx/error.log"));
const dokku = (...words: string[]) => host.dokku(words, { env });
const nginxStops = () => spawnSync("/usr/sbin/nginx", ["-s", "stop", "-c", conf]);
t.teardown(nginxStops);

/** Says who it is, and speaks WebSocket far enough to accept and echo the first bytes. */
function backend(name: string): Promise<number> {
  const server = createServer((request, answer) =>
    answer.end(`${name} ${request.headers.host} ${request.headers["x-forwarded-proto"]}`),
  );
  server.on("upgrade", (request, socket) => {
    const accept = createHash("sha1").update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest("base64")}\r\n\r\n${name}`,
    );
    socket.pipe(socket);
  });
  t.teardown(() => server.close());
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));
}

/** An app as a deploy leaves it: its address written down, and marked as deployed. */
async function app(name: string, ...domains: string[]): Promise<void> {
  dokku("apps:create", name);
  writeFileSync(home(`${name}/IP.web.1`), "127.0.0.1\n");
  writeFileSync(home(`${name}/PORT.web.1`), `${await backend(name)}\n`);
  host.put(`lib/config/common/${name}/deployed`, "true");
  for (const domain of domains) t.equal(dokku("domains:add", name, domain).code, 0, `${name} gets ${domain}`);
}

interface Answer {
  readonly code: number;
  readonly text: string;
}

function curl(url: string, ...words: string[]): Promise<Answer> {
  const { hostname, port, protocol } = new URL(url);
  const at = `${hostname}:${port || (protocol === "https:" ? 443 : 80)}:127.0.0.1`;
  const args = ["-s", "-i", "-k", "--noproxy", "*", "--max-time", "5", "--resolve", at, ...words, url];
  return new Promise((resolve) => {
    execFile("curl", args, (error, text) => resolve({ code: typeof error?.code === "number" ? error.code : 0, text }));
  });
}

/** A server on that port, or nothing while another has it. */
function onPort(port: number): Promise<Server | undefined> {
  const server = createTcpServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(undefined)).listen(port, "0.0.0.0", () => resolve(server));
  });
}

/** Asks until the answer is as expected (a pattern, or curl's exit code): nginx's old workers end a moment after a reload. */
async function sees(t: Test, url: string, expected: RegExp | number, ...words: string[]): Promise<void> {
  let last: Answer = { code: -1, text: "" };
  const fits = () => (typeof expected === "number" ? last.code === expected : expected.test(last.text));
  await until(async () => {
    last = await curl(url, ...words);
    return fits();
  }).catch(() => {});
  t.ok(fits(), `${url} answers ${expected}, not ${last.code} ${last.text}`);
}

const good = (name: string, template: string) => host.put(`lib/data/nginx-vhosts/app-${name}/nginx.conf.sigil`, template);
const CUSTOM = `upstream {{ $.APP }} {
{{ range $l := .DOKKU_APP_WEB_LISTENERS | split " " }}{{ $p := $l | split ":" }}  server {{ index $p 0 }}:{{ index ($.PROXY_UPSTREAM_PORTS | split " ") 0 }};
{{ end }}}
server {
  listen 80; server_name {{ .NOSSL_SERVER_NAME }};
  add_header X-Custom {{ .APP }};
  location / { proxy_pass http://{{ .APP }}; proxy_set_header Host $http_host; }
}
`;

await t.test("apps by their names, and names that nobody owns", async (t) => {
  const installed = dokku("plugin:trigger", "install");
  t.match(installed.out, /nginx does not run, starting it/);
  await app("one", "one.example.com", "*.wild.example.com");
  await app("two", "two.example.com");
  await sees(t, "http://one.example.com/", /one one\.example\.com http$/);
  await sees(t, "http://any.wild.example.com/", /one any\.wild/);
  await sees(t, "http://two.example.com/", /two two\.example\.com/);
  await sees(t, "http://nobody.example.com/", 52);
  t.match(dokku("nginx:show-config", "one").out, /upstream one-5000 \{\s+server 127\.0\.0\.1:\d+;/);
  dokku("plugin:trigger", "install");
  await sees(t, "http://two.example.com/", /two two/);
});

await t.test("what a reload was for is served when it is over, by every process", async (t) => {
  await app("switch", "switch.example.com");
  for (const turn of [1, 2, 3, 4, 5]) {
    const snippet = home("switch/nginx.conf.d/turn.conf");
    mkdirSync(join(snippet, ".."), { recursive: true });
    writeFileSync(snippet, `location = /turn { return 200 "turn ${turn}"; }\n`);
    t.equal(dokku("proxy:build-config", "switch").code, 0);
    const answers = await Promise.all(Array.from({ length: 8 }, () => curl("http://switch.example.com/turn")));
    for (const { text } of answers) t.match(text, `turn ${turn}`);
  }
  dokku("apps:destroy", "switch", "--force");
});

await t.test("websockets", async (t) => {
  const key = [
    "-H",
    "Connection: Upgrade",
    "-H",
    "Upgrade: websocket",
    "-H",
    "Sec-WebSocket-Key: x",
    "-H",
    "Sec-WebSocket-Version: 13",
  ];
  const switched = /101 Switching Protocols[\s\S]*Sec-WebSocket-Accept[\s\S]*one$/;
  await sees(t, "http://one.example.com/", switched, "--http1.1", "-N", "--max-time", "1", ...key);
});

await t.test("an app with TLS", async (t) => {
  t.equal(dokku("certs:generate", "one", "one.example.com", "*.wild.example.com").code, 0);
  await sees(t, "http://one.example.com/a?b", /301[\s\S]*Location: https:\/\/one\.example\.com:443\/a\?b\r/);
  const secure =
    /^HTTP\/2 200[\s\S]*strict-transport-security: max-age=15724800; includeSubdomains[\s\S]*one one\.example\.com https$/;
  await sees(t, "https://one.example.com/", secure, "--http2");
  await sees(t, "https://nobody.example.com/", 35);
  await sees(t, "https://two.example.com/", 35);
  dokku("nginx:set", "one", "hsts", "false");
  dokku("proxy:build-config", "one");
  await sees(t, "https://one.example.com/", /^HTTP\/2 200(?![\s\S]*strict-transport)/);
  t.equal(dokku("certs:remove", "one").code, 0);
  await sees(t, "http://one.example.com/", /200 OK/);
});

await t.test("templates of apps", async (t) => {
  good("one", CUSTOM);
  t.equal(dokku("proxy:build-config", "one").code, 0);
  await sees(t, "http://one.example.com/", /X-Custom: one[\s\S]*one one\.example/);
  const before = read("one/nginx.conf");
  const broken: [string, string, RegExp][] = [
    ["the language", "{{ if }}\n", /nginx\.conf\.sigil:1: /],
    ["a directive", CUSTOM.replace("add_header", "add_haeder"), /unknown directive "add_haeder" in .*nginx\.conf:\d+/],
    ["another app's files", `${CUSTOM}include ${home("two/ENV")};`, /says include in line \d+ of what it renders to: .*two\/ENV/],
    ["a file outside", '{{ file "/etc/passwd" }}', /nginx\.conf\.sigil:1: .*\/etc\/passwd/],
    ["a program", '{{ sh "id" }}', /nginx\.conf\.sigil:1: .*programs/],
  ];
  for (const [what, text, why] of broken) {
    good("one", text);
    const { code, err } = dokku("proxy:build-config", "one");
    t.equal(code, 1, what);
    t.match(err, why, what);
    t.equal(read("one/nginx.conf"), before, `${what}: the last good vhost stays`);
  }
  await sees(t, "http://one.example.com/", /X-Custom: one/);
  const source = join(host.path, "source");
  mkdirSync(source, { recursive: true });
  writeFileSync(join(source, "nginx.conf.sigil"), "{{ range }}");
  t.match(
    dokku("plugin:trigger", "core-post-extract", "one", source, "x").err,
    /nginx\.conf\.sigil:1: /,
    "refused before the build",
  );
  dokku("nginx:set", "one", "disable-custom-config", "true");
  t.equal(dokku("proxy:build-config", "one").code, 0, "custom ones can be turned off");
});

await t.test("a template of Dokku 0.4", async (t) => {
  const text = `server {\n  listen $NGINX_PORT;\n  server_name $NOSSL_SERVER_NAME;\n  add_header X-Old "\${APP}";\n  location / { proxy_pass http://$APP; proxy_set_header Host \\$http_host; }\n}\n`;
  writeFileSync(home("two/nginx.conf.template"), text);
  t.equal(dokku("proxy:build-config", "two").code, 0);
  await sees(t, "http://two.example.com/", /X-Old: two[\s\S]*two two\.example\.com/);
  writeFileSync(home("two/nginx.conf.template"), `${text}# $(id)\n`);
  t.match(dokku("proxy:build-config", "two").err, /nginx\.conf\.template:7: .*cannot run programs/);
  rmSync(home("two/nginx.conf.template"));
});

await t.test("one bad vhost never stops another", async (t) => {
  const fine = read("two/nginx.conf");
  writeFileSync(home("two/nginx.conf"), "nonsense here;\n");
  const mended = dokku("proxy:build-config", "one");
  t.equal(mended.code, 0);
  t.match(mended.err, /vhost of two:[\s\S]*unknown directive "nonsense"[\s\S]*last good vhost/);
  t.equal(read("two/nginx.conf"), fine);
  mkdirSync(home("three"));
  writeFileSync(home("three/nginx.conf"), "nonsense;\n");
  t.match(dokku("proxy:build-config", "one").err, /three is without a vhost/);
  t.equal(read("three/nginx.conf.invalid"), "nonsense;\n");
  const stranger = host.put("nginx/conf.d/stranger.conf", "nonsense;\n");
  const { code, err } = dokku("proxy:build-config", "one");
  t.equal(code, 1);
  t.match(err, /no app's:\n.*unknown directive "nonsense".*stranger\.conf:1/);
  writeFileSync(stranger, "");
  await sees(t, "http://two.example.com/", /two two/);
});

await t.test("nginx:validate-config", async (t) => {
  t.equal(dokku("nginx:validate-config").code, 0);
  writeFileSync(home("three/nginx.conf"), "nonsense;\n");
  t.match(dokku("nginx:validate-config", "three"), { code: 1, err: /vhost of three:\n.*unknown directive/ });
  t.equal(dokku("nginx:validate-config", "--clean").code, 0);
  t.notOk(existsSync(home("three/nginx.conf")));
});

await t.test("plugins edit the vhost in place, once for each time it is made", async (t) => {
  host.put("lib/plugins/enabled/redirect/plugin.toml", "[plugin]\n");
  host.put(
    "lib/plugins/enabled/redirect/nginx-pre-reload",
    '#!/bin/sh\nif [ "$1" = one ]; then echo "server { listen 80; server_name old.example.com; return 302 /x; }" >> "$DOKKU_ROOT/$1/nginx.conf"; fi\n',
  );
  dokku("proxy:build-config", "one");
  dokku("proxy:build-config", "one");
  t.equal(read("one/nginx.conf").match(/old\.example\.com/g)?.length, 1);
  await sees(t, "http://old.example.com/", /302/);
  host.put("lib/plugins/enabled/redirect/nginx-pre-reload", '#!/bin/sh\necho "broken;" >> "$DOKKU_ROOT/$1/nginx.conf"\n');
  t.match(dokku("proxy:build-config", "one"), { code: 1, err: /unknown directive "broken"/ });
  await sees(t, "http://old.example.com/", /302/);
  host.put("lib/plugins/enabled/redirect/nginx-pre-reload", "#!/bin/sh\n");
});

await t.test("ports of an app's own", async (t) => {
  t.equal(dokku("ports:set", "two", "http:8085:5000", "grpc:8086:5000").code, 0);
  await sees(t, "http://two.example.com:8085/", /two two\.example\.com:8085/);
  await sees(t, "http://nobody.example.com:8085/", 52);
  t.match(read("two/nginx.conf"), /grpc_pass grpc:\/\/two-5000/);
  const other = createTcpServer();
  await new Promise<void>((resolve) => other.listen(8087, "0.0.0.0", resolve));
  t.match(dokku("ports:set", "two", "http:8087:5000"), { code: 1, err: /port 8087 is taken by \S+ \(process \d+\)/ });
  other.close();
  await sees(t, "http://two.example.com:8085/", /two two/);
  dokku("ports:clear", "two");
});

await t.test("an app without domains", async (t) => {
  await app("plain");
  t.match(dokku("domains:disable", "plain"), { code: 0, err: "" });
  const [, port] = /listen (\d{4,5});/.exec(dokku("nginx:show-config", "plain").out) ?? [];
  await sees(t, `http://localhost:${port}/`, /plain localhost/);
  await sees(t, "http://nobody.example.com/", 52);
  dokku("proxy:build-config", "plain");
  t.match(read("plain/nginx.conf"), new RegExp(`listen ${port};`), "the port stays");
});

await t.test("what would break out of a directive is refused", async (t) => {
  const rows: [string, string][] = [
    ["client-max-body-size", "1m; return 200"],
    ["x-forwarded-for-value", "$a; } server {"],
    ["access-log-path", "/var/log/nginx/x.log; include /etc/passwd"],
    ["access-log-path", "/var/log/../../etc/cron.d/x"],
    ["bind-address-ipv4", "1.2.3.4;"],
    ["proxy-read-timeout", "soon"],
    ["hsts-max-age", "-1"],
    ["nginx-conf-sigil-path", "../../etc/passwd"],
    ["nope", "1"],
  ];
  for (const [key, value] of rows) t.equal(dokku("nginx:set", "one", key, value).code, 1, `${key} ${value}`);
  host.put("lib/config/nginx/one/send-timeout", "1s; evil");
  t.match(dokku("proxy:build-config", "one"), { code: 1, err: /send-timeout of one is "1s; evil"/ });
  t.equal(dokku("nginx:set", "one", "send-timeout").code, 0);
  writeFileSync(home("two/VHOST"), "two.example.com\n{evil}\n");
  t.match(dokku("proxy:build-config", "two"), { code: 1, err: /"\{evil\}" is no host name/ });
  writeFileSync(home("two/VHOST"), "two.example.com\n");
});

await t.test("nginx stops, and comes back", async (t) => {
  nginxStops();
  t.match(dokku("proxy:build-config", "one"), { code: 0, out: /nginx does not run, starting it/ });
  await sees(t, "http://one.example.com/", /one one/);
  t.equal(dokku("nginx:stop").code, 0);
  t.match(dokku("proxy:build-config", "one"), { code: 1, err: /nginx is stopped; start it: dokku nginx:start/ });
  const taken = await until(() => onPort(80));
  t.match(dokku("nginx:start"), { code: 1, err: /port 80 is taken by \S+ \(process \d+\)/ });
  await new Promise((resolve) => taken.close(resolve));
  t.equal(dokku("nginx:start").code, 0);
  await sees(t, "http://one.example.com/", /one one/);
});

await t.test("the host boots with a vhost that somebody broke", async (t) => {
  nginxStops();
  writeFileSync(home("two/nginx.conf"), "nonsense;\n");
  t.match(dokku("plugin:trigger", "pre-restore"), { code: 0, err: /vhost of two:[\s\S]*last good vhost/ });
  await sees(t, "http://one.example.com/", /one one/);
  await sees(t, "http://two.example.com/", /two two/);
});

await t.test(
  "case 28: a restore makes vhosts one by one, and nginx takes them by one reload at the end, if there is one",
  async (t) => {
    const service = host.put(
      "bin/service",
      `#!/bin/sh\necho "$1" >>${host.path}/acts\nexec /usr/sbin/nginx -s "$1" -c ${conf}\n`,
    );
    host.put("lib/config/nginx/--global/nginx-service-command", service);
    const acts = () => readFileSync(join(host.path, "acts"), "utf8");
    const restored = (...names: string[]) => {
      host.put("acts", "");
      for (const name of ["pre-restore", ...names, "post-restore"]) {
        const words = name.endsWith("-restore") ? ["plugin:trigger", name] : ["proxy:build-config", name];
        t.equal(host.dokku(words, { env: { ...env, HOKKU_RESTORING: "1" } }).code, 0, name);
      }
    };
    restored("one", "two");
    t.equal(acts(), "", "nothing has changed: nginx is left alone");
    for (const name of ["one", "two"]) writeFileSync(home(`${name}/PORT.web.1`), `${await backend(`new-${name}`)}\n`);
    restored("one", "two");
    t.equal(acts(), "reload\n", "both have changed");
    await sees(t, "http://one.example.com/", /new-one one/);
    await sees(t, "http://two.example.com/", /new-two two/);
    writeFileSync(home("one/PORT.web.1"), `${await backend("newer-one")}\n`);
    writeFileSync(home("two/nginx.conf"), "nonsense;\n");
    restored("one");
    t.equal(acts(), "reload\n", "one's trouble does not keep nginx from the other");
    await sees(t, "http://one.example.com/", /newer-one one/);
    await sees(t, "http://two.example.com/", /new-two two/);
    host.put("lib/plugins/enabled/own/nginx-pre-reload", `#!/bin/sh\necho "# own" >>"$DOKKU_ROOT/$1/nginx.conf"\n`);
    restored("one");
    t.match(read("one/nginx.conf"), /# own/, "a plugin that has a hand in vhosts is asked");
    t.equal(acts(), "reload\n");
    rmSync(join(host.path, "lib/plugins/enabled/own"), { recursive: true });
    rmSync(join(host.path, "lib/config/nginx/--global/nginx-service-command"));
  },
);

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

await t.test("case 30: kept connections lose no more by a command than by a bare reload", async (t) => {
  const ROUNDS = 15;
  const service = host.put("bin/service", `#!/bin/sh\necho "$1" >>${host.path}/acts\nexec /usr/sbin/nginx -s "$1" -c ${conf}\n`);
  host.put("lib/config/nginx/--global/nginx-service-command", service);
  host.put("acts", "");
  const ports = [await backend("a"), await backend("b")];
  const client = keptClient("one.example.com");
  const lost = { bare: [] as number[], command: [] as number[] };
  const master = readFileSync(join(host.path, "nginx/pid"), "utf8").trim();
  const workers = () => readFileSync(`/proc/${master}/task/${master}/children`, "utf8").trim().split(" ");
  /** What a reload costs is known once those who served before it are gone. */
  const taken = async (reload: () => Promise<unknown>) => {
    const before = workers();
    await reload();
    await until(() => !workers().some((worker) => before.includes(worker)));
    return client.take();
  };
  await client.take();
  for (let round = 0; round < ROUNDS; round++) {
    const bare = await taken(() => promisify(execFile)("/usr/sbin/nginx", ["-s", "reload", "-c", conf]));
    writeFileSync(home("one/PORT.web.1"), `${ports[round % 2]}\n`);
    const command = await taken(async () =>
      t.equal((await start(host, "core/dokku", ["proxy:build-config", "one"], { env }).done).code, 0),
    );
    t.equal(bare.others + command.others, 0, "no new connection fails, and no answer");
    lost.bare.push(bare.resets);
    lost.command.push(command.resets);
  }
  await client.end();
  t.equal(readFileSync(join(host.path, "acts"), "utf8"), "reload\n".repeat(ROUNDS), "one reload for each command");
  const more = lost.command.map((resets, round) => resets - (lost.bare[round] ?? 0));
  const mean = sum(more) / ROUNDS;
  // Resets come by chance and several at once: what is held against them is how much the rounds differ from each other.
  const spread = Math.sqrt((sum(more.map((each) => (each - mean) ** 2)) / (ROUNDS - 1)) * ROUNDS);
  const seen = `of ${ROUNDS} reloads each, by commands: ${lost.command.join(" ")}; bare: ${lost.bare.join(" ")}`;
  t.comment(seen);
  t.ok(sum(more) <= 4 * Math.max(spread, Math.sqrt(ROUNDS)), "resets", { seen });
  if (read("../nginx/conf.d/dokku.conf").includes("keepalive_min_timeout"))
    t.equal(sum(lost.command), 0, "this nginx can do without");
  rmSync(join(host.path, "lib/config/nginx/--global/nginx-service-command"));
});

await t.test("logs, report, and the end", async (t) => {
  dokku("nginx:set", "one", "access-log-path", join(host.path, "nginx/one.log"));
  dokku("proxy:build-config", "one");
  await until(async () => {
    await curl("http://one.example.com/seen");
    return /seen/.test(dokku("nginx:access-logs", "one").out);
  });
  t.match(dokku("nginx:access-logs", "one").out, /GET \/seen/);
  t.match(dokku("nginx:report", "one", "--nginx-last-visited-at").out, /^\d{10}\n$/);
  t.match(dokku("nginx:report", "one").out, /Nginx computed client max body size:\s+1m/);
  dokku("proxy:disable", "two");
  await sees(t, "http://two.example.com/", 52);
  dokku("proxy:enable", "two");
  await sees(t, "http://two.example.com/", /two two/);
  dokku("apps:destroy", "two", "--force");
  await sees(t, "http://two.example.com/", 52);
});
