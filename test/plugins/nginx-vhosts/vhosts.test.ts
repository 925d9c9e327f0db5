import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { Setting } from "../../../plugins/common/lib/settings.ts";
import { dokkuConf } from "../../../plugins/nginx-vhosts/lib/host-files.ts";
import { renderLegacy, withUpstream } from "../../../plugins/nginx-vhosts/lib/legacy-template.ts";
import { isAtLeast } from "../../../plugins/nginx-vhosts/lib/program.ts";
import nginx from "../../../plugins/nginx-vhosts/lib/settings.ts";
import { builtIn } from "../../../plugins/nginx-vhosts/lib/template.ts";
import { render } from "../../../plugins/sigil/lib/render.ts";
import { fire } from "../../e2e/apps.ts";
import { root } from "../../lib/root.ts";

t.test("settings: what passes can neither end a directive nor open a block", async (t) => {
  t.equal(Object.keys(nginx.known).length, 32);
  const poison = ["a;b", "a{b", "a}b", "a\nb", "a b;c", 'a"b', "a'b", "a`b"];
  for (const [key, { refuse }] of Object.entries<Setting>(nginx.known))
    for (const value of poison) t.ok(refuse?.(value), `${key} refuses ${JSON.stringify(value)}`);
  const fine: Record<string, string[]> = {
    "access-log-format": ["upstream_time"],
    "access-log-path": ["off", "/var/log/nginx/x.log", "syslog:server=127.0.0.1:514,tag=x"],
    "error-log-path": ["/var/log/x.log warn", "stderr"],
    "bind-address-ipv4": ["127.0.0.1"],
    "bind-address-ipv6": ["::1", "::"],
    "client-max-body-size": ["0", "50m", "1G"],
    "client-body-timeout": ["60s", "1h30m", "500ms"],
    "keepalive-timeout": ["75s 60s", "0"],
    "proxy-buffers": ["8 16k"],
    "proxy-buffering": ["on", "off"],
    "nginx-conf-sigil-path": ["config/nginx.conf.sigil", ".dokku/nginx.conf.sigil"],
    "nginx-service-command": ["/usr/local/bin/nginx-service"],
    "x-forwarded-for-value": ["$http_x_forwarded_for", "$remote_addr"],
    "x-forwarded-ssl": ["on"],
  };
  for (const [key, values] of Object.entries(fine))
    for (const value of values) t.notOk((nginx.known as Record<string, Setting>)[key]?.refuse?.(value), `${key} takes ${value}`);
});

t.test("templates of the older generation", async (t) => {
  const rows: [template: string, expected: string][] = [
    ["server_name $NAME;", "server_name a.com;"],
    ["log /${NAME}-x.log;", "log /a.com-x.log;"],
    ["Host \\$http_host", "Host $http_host"],
    ["Host $http_host", "Host $http_host"],
    ['Connection "upgrade"', "Connection upgrade"],
    ['x \\"kept\\"', 'x "kept"'],
    ["~ \\.php$", "~ \\.php$"],
  ];
  for (const [template, expected] of rows) t.equal(renderLegacy(template, { NAME: "a.com" }, "t"), expected, template);
  for (const command of ["a\n$(id)", "a\n`id`"]) t.throws(() => renderLegacy(command, {}, "t"), { message: /^t:2: / }, command);
  t.match(
    withUpstream("server {}", "a.b", "1.2.3.4:5 1.2.3.4:6"),
    /^upstream a\.b \{\n {2}server 1\.2\.3\.4:5;\n {2}server 1\.2\.3\.4:6;\n\}\n/,
  );
  t.equal(withUpstream("upstream a.b { }", "a.b", "x"), "upstream a.b { }");
});

t.test("versions", async (t) => {
  for (const [version, wanted, expected] of [
    [[1, 25, 1], [1, 25, 1], true],
    [[1, 25, 0], [1, 25, 1], false],
    [[1, 26, 0], [1, 25, 1], true],
    [[2, 0, 0], [1, 25, 1], true],
  ] as const)
    t.equal(isAtLeast(version, wanted), expected);
});

t.test("case 30: where nginx can, workers that make way answer on kept connections for a moment", async (t) => {
  const host = root(t);
  const io = { env: { ...host.env, HOKKU_NGINX_CONF: host.put("nginx/nginx.conf", "events {}\n") }, cwd: "/" };
  const text = (keep: boolean) => dokkuConf({ ...io, stdin: "inherit", stdout: "inherit" }, { ipv6: false, reject: false, keep });
  t.match(text(true), /^keepalive_min_timeout 1s;$/m);
  t.notMatch(text(false), /keepalive_min_timeout/, "an older one would refuse it");
  host.put("nginx/conf.d/own.conf", "keepalive_min_timeout 5s;\n");
  t.notMatch(text(true), /keepalive_min_timeout/, "the host's own counts");
});

/** A host where nginx tests each vhost alone and is never reloaded. */
function hostWith(t: Test) {
  const host = root(t);
  mkdirSync(join(host.path, "lib/data/nginx-vhosts"));
  host.dokku(["apps:create", "app"]);
  writeFileSync(join(host.path, "home/app/VHOST"), "app.example.com\n");
  host.put("lib/config/common/app/deployed", "true");
  host.put("lib/config/nginx/--global/access-log-path", "off");
  host.put("lib/config/nginx/--global/error-log-path", join(host.path, "error.log"));
  const build = (env: Record<string, string> = {}) =>
    host.dokku(["proxy:build-config", "app"], { env: { HOKKU_NGINX_RELOAD: "0", ...env } });
  const address = (index: number, port: number) => {
    writeFileSync(join(host.path, `home/app/IP.web.${index}`), "127.0.0.1\n");
    writeFileSync(join(host.path, `home/app/PORT.web.${index}`), `${port}\n`);
  };
  const vhost = () => readFileSync(join(host.path, "home/app/nginx.conf"), "utf8");
  return { ...host, build, address, vhost };
}

t.test("several containers, one port", async (t) => {
  const { build, address, vhost } = hostWith(t);
  address(1, 20001);
  address(2, 20002);
  t.equal(build().code, 0);
  t.match(vhost(), /upstream app-5000 \{\s+server 127\.0\.0\.1:20001;\s+server 127\.0\.0\.1:20002;\s+\}/);
});

t.test("several ports: docker knows where each is", async (t) => {
  const { build, address, vhost, put, path } = hostWith(t);
  address(1, 20001);
  put("home/app/CONTAINER.web.1", `${"a".repeat(64)}\n`);
  put("lib/config/ports/app/map", "http:80:5000\nhttp:8080:6000\n");
  const bindings =
    '{"5000/tcp":[{"HostIp":"127.0.0.1","HostPort":"20001"}],"6000/tcp":[{"HostIp":"127.0.0.1","HostPort":"20007"}]}';
  const docker = put(
    "docker",
    `#!/bin/sh\ncase "$*" in *--format=*Bindings*) echo '${bindings} 172.17.0.2 ' ;; *) echo '[]' ;; esac\n`,
  );
  t.equal(build({ DOCKER_BIN: docker }).code, 0, path);
  t.match(vhost(), /upstream app-5000 \{\s+server 127\.0\.0\.1:20001;/);
  t.match(vhost(), /upstream app-6000 \{\s+server 127\.0\.0\.1:20007;/);
  t.match(vhost(), /listen 8080;\s+server_name app\.8080\.nobody\.invalid;/, "a port of its own is guarded");
});

t.test("an app that is not deployed answers 502", async (t) => {
  const { build, vhost } = hostWith(t);
  t.match(build(), { code: 0, err: /No web listeners specified for app/ });
  t.match(vhost(), /return 502;/);
  t.notMatch(vhost(), /upstream/);
});

t.test("a new app's names answer 502 from the beginning", async (t) => {
  const { path, put, dokku } = root(t);
  mkdirSync(join(path, "lib/data/nginx-vhosts"));
  put("lib/config/nginx/--global/access-log-path", "off");
  put("lib/config/nginx/--global/error-log-path", join(path, "error.log"));
  const create = (app: string) => dokku(["apps:create", app], { env: { HOKKU_NGINX_RELOAD: "0" } });
  const vhost = (app: string) => join(path, `home/${app}/nginx.conf`);
  t.equal(create("nameless").code, 0);
  t.notOk(existsSync(vhost("nameless")), "without a name it would be a port that nobody asked for");
  put("home/VHOST", "apps.test\n");
  t.match(create("web"), { code: 0, err: /^$/ });
  t.match(readFileSync(vhost("web"), "utf8"), /server_name web\.apps\.test;[\s\S]*return 502;/);
  dokku(["apps:clone", "web", "copy"], { env: { HOKKU_NGINX_RELOAD: "0" } });
  t.match(readFileSync(vhost("copy"), "utf8"), /server_name copy\.apps\.test;[\s\S]*return 502;/, "a copy without code too");
  dokku(["apps:rename", "copy", "other"], { env: { HOKKU_NGINX_RELOAD: "0" } });
  t.match(readFileSync(vhost("other"), "utf8"), /server_name other\.apps\.test;[\s\S]*return 502;/, "and under its new name");
  dokku(["proxy:disable", "web"], { env: { HOKKU_NGINX_RELOAD: "0" } });
  t.notOk(existsSync(vhost("web")));
  put("lib/config/nginx/--global/error-log-path", join(path, "nowhere/error.log"));
  t.match(create("refused"), { code: 0, err: /nginx refuses the vhost of refused/ });
  t.ok(existsSync(join(path, "home/refused")), "the app is there");
  put("lib/config/nginx/--global/error-log-path", join(path, "error.log"));
  put("lib/config/nginx/--global/proxy-status", "stopped");
  t.equal(create("later").code, 0);
  t.notOk(existsSync(vhost("later")), "nginx was stopped for good");
});

t.test("what is in the way is said", async (t) => {
  const { build, dokku, path, put } = hostWith(t);
  t.match(build({ PATH: "/nowhere:/usr/bin:/bin" }).code, 0, "nginx is found in /usr/sbin too");
  put("lib/config/ports/app/map", "tcp:80:5000\n");
  t.match(build(), { code: 0, err: /tcp:80:5000 is not for nginx[\s\S]*no port that nginx could serve/ });
  t.notOk(existsSync(join(path, "home/app/nginx.conf")), "what it served before is served no more");
  rmSync(join(path, "lib/config/ports/app/map"));
  t.equal(build().code, 0);
  t.match(dokku(["nginx:show-config", "none"]).code, 20);
  dokku(["nginx:set", "app", "access-log-path", join(path, "none.log")]);
  t.match(dokku(["nginx:access-logs", "app"]), { code: 1, err: /There is no .*none\.log yet/ });
  dokku(["nginx:set", "app", "access-log-path", "off"]);
  t.match(dokku(["nginx:access-logs", "app"]), { code: 1, err: /access logs of app go to off/ });
  t.equal(dokku(["nginx:show-conf", "app"]).code, 0, "the old name");
  t.ok(existsSync(join(path, "home/app/.nginx.conf.good")));
});

t.test("a redirect names the port of https, and logs stand as Dokku has them", async (t) => {
  const variables = {
    PROXY_PORT_MAP: "http:80:5000 https:443:5000",
    SSL_INUSE: "true",
    PROXY_SSL_PORT: "443",
    NGINX_ACCESS_LOG_PATH: "off",
    HOKKU_GUARDED: "",
    PROXY_UPSTREAM_PORTS: "",
    DOKKU_APP_WEB_LISTENERS: "",
  };
  const text = render(builtIn.text, { ...variables, NGINX_ERROR_LOG_PATH: "off" }, { name: builtIn.name });
  t.match(text, "return 301 https://$host:443$request_uri;");
  t.match(text, "access_log  off;");
  t.match(text, "error_log   off;");
});

t.test("an old way to ask for http2 in an app's own template is said", async (t) => {
  const { build, address, put } = hostWith(t);
  address(1, 20001);
  const template = (listen: string) =>
    put(
      "lib/data/nginx-vhosts/app-app/nginx.conf.sigil",
      `server { listen ${listen}; server_name {{ $.NOSSL_SERVER_NAME }}; return 204; }\n`,
    );
  template("8080 http2");
  t.match(build(), { code: 0, err: /Deprecated: Usage of 'listen \.\.\. http2' within nginx\.conf\.sigil/ });
  template("8080");
  t.notMatch(build().err, /Deprecated/);
});

t.test("a pushed template is tried before anything is built, which is said", async (t) => {
  const host = hostWith(t);
  host.put("source/nginx.conf.sigil", "some lame nginx config\n");
  const extract = (env = {}) =>
    fire({ ...host, env: { ...host.env, ...env } }, "core-post-extract", "app", join(host.path, "source"), "x");
  t.match(extract(), {
    code: 1,
    out: /Pre-validating custom nginx\.conf\.sigil/,
    err: /Custom nginx\.conf\.sigil failed nginx -t validation: /,
  });
  const zone = "limit_req_zone $uri zone=known:1m rate=1r/s;";
  const conf = host.put("nginx/nginx.conf", `pid ${host.path}/pid;\nerror_log ${host.path}/e;\nevents {}\nhttp { ${zone} }\n`);
  for (const [name, code] of [["known", 0] as const, ["unknown", 1] as const]) {
    host.put("source/nginx.conf.sigil", `server { listen 8080; location / { limit_req zone=${name}; return 204; } }\n`);
    t.equal(extract({ HOKKU_NGINX_CONF: conf }).code, code, `a zone that the host's own files may define: ${name}`);
  }
  host.put("source/nginx.conf.sigil", "server { listen 8080; no_such_directive on; }\n");
  t.match(extract(), {
    code: 1,
    err: /Custom nginx\.conf\.sigil failed nginx -t validation: .*unknown directive "no_such_directive"/,
  });
});
