import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Io } from "hokku";
import t, { type Test } from "tap";
import { renderVhost } from "../../../plugins/nginx-vhosts/lib/render.ts";
import type { Template } from "../../../plugins/nginx-vhosts/lib/template.ts";
import { root } from "../../lib/root.ts";

/** Renders a pushed template's text for the app `web`, as a deploy does; paths in it begin with `HOME` and `DATA`. */
function renderer(t: Test) {
  const host = root(t);
  mkdirSync(join(host.path, "home/web"), { recursive: true });
  const io: Io = { env: host.env, cwd: "/", stdin: "inherit", stdout: () => {} };
  const variables = {
    APP: "web",
    APP_SSL_PATH: join(host.path, "home/tls"),
    NGINX_ACCESS_LOG_PATH: "/srv/logs/web.log",
    NGINX_ERROR_LOG_PATH: "/srv/logs/web-errors.log warn",
  };
  const template: Omit<Template, "text"> = {
    name: "nginx.conf.sigil",
    source: "app-supplied",
    language: "sigil",
    isPushed: true,
  };
  const full = (text: string) =>
    text.replaceAll("HOME", join(host.path, "home")).replaceAll("DATA", join(host.path, "lib/data/nginx-vhosts"));
  const render = (text: string) => renderVhost(io, "web", { ...template, text: full(text) }, variables, (vhost) => vhost);
  return { host, render };
}

t.test("what reaches for what is not the app's is refused by name, with its line", async (t) => {
  const { render } = renderer(t);
  const table: [what: string, text: string, says: RegExp][] = [
    ["plainly", "include HOME/other/ENV;", /says include in line 1 .*"\S*\/other\/ENV" is not the app's; use a file below/],
    ["after a newline", "include\n  HOME/other/ENV;", /says include in line 1 /],
    ["the word in quotes", '"include" HOME/other/ENV;', /says include/],
    ["the path in quotes", "server { 'include' 'HOME/other/ENV'; }", /says include/],
    ["after # in quotes", "add_header X 'a # b';\nadd_header Y \"#\"; include HOME/other/ENV;", /says include in line 2 /],
    ["after # in a word", "add_header X a#b; include HOME/other/ENV;", /says include/],
    ["after a backslash", "add_header X \\#; include HOME/other/ENV;", /says include/],
    ["a backslash in a pattern", "include HOME/web/nginx.conf.d/\\.\\./\\.\\./other/EN?;", /says include/],
    ["a pattern for the folder above", "include HOME/web/nginx.conf.d/.[.]/ENV*;", /says include/],
    ["a way up", "include HOME/web/nginx.conf.d/../../other/ENV;", /says include/],
    ["a relative way up", "include ../../home/dokku/other/ENV;", /says include/],
    ["by a variable's text", "include HOME/web/nginx.conf.d/$x;", /says include/],
    ["the app's settings", "include HOME/web/ENV;", /says include/],
    ["a pushed template as it is", "include DATA/app-web/nginx.conf.sigil;", /says include/],
    ["what is the host's in nginx's folder", "include ssl/private.key;", /says include/],
    ["inside a map", "map $a $b { default 1;\n include HOME/other/ENV; }", /says include in line 2 /],
    ["a log", "access_log /root/x;", /says access_log .*use off, or a file below \/var\/log\/nginx/],
    ["a log by a way up", "access_log /var/log/nginx/../../../root/x;", /says access_log/],
    ["a log with a variable", "access_log /var/log/nginx/$arg_x;", /says access_log/],
    ["a log to a socket", "access_log syslog:server=unix:/var/run/docker.sock;", /says access_log/],
    ["an error log", "error_log HOME/.ssh/authorized_keys;", /says error_log/],
    ["alias", "location / { alias /home/dokku/other/; }", /says alias .*use \S*\/web\/public/],
    ["alias beside itself", "location /i { alias HOME/web/public/; }", /says alias .*end the location with one too/],
    ["root", "root /;", /says root/],
    ["the app's own certificate as a page", "root HOME/web/tls;", /says root/],
    ["a folder whose name only begins so", "root HOME/web/public-not;", /says root/],
    ["root with a variable", "root HOME/web/public/$arg_x;", /says root/],
    ["another's key", "ssl_certificate_key HOME/other/tls/server.key;", /says ssl_certificate_key .*use one in/],
    ["a key of an engine", "ssl_certificate_key engine:x:y;", /says ssl_certificate_key/],
    ["a client's key", "proxy_ssl_certificate_key HOME/other/tls/server.key;", /says proxy_ssl_certificate_key/],
    ["OpenSSL's own commands", "ssl_conf_command PrivateKey home/dokku/other/tls/server.key;", /says ssl_conf_command/],
    ["passwords", "auth_basic_user_file /etc/shadow;", /says auth_basic_user_file/],
    ["Docker's socket", "proxy_pass http://unix:/var/run/docker.sock;", /says proxy_pass .*socket of the host/],
    ["Docker's socket in capitals", "proxy_pass http://UNIX:/var/run/docker.sock;", /says proxy_pass/],
    ["a socket put together", 'set $s unix;\nproxy_pass "http://$s:/var/run/docker.sock:/";', /says proxy_pass in line 2 /],
    ["a socket, half a variable", "set $s ix; proxy_pass http://un$s:/var/run/docker.sock;", /says proxy_pass/],
    ["FastCGI's socket", "fastcgi_pass unix:/run/php/php-fpm.sock;", /says fastcgi_pass/],
    ["a socket in an upstream", "upstream x { server unix:/var/run/docker.sock; }", /says server/],
    ["a socket of its own", "listen unix:/root/x;", /says listen/],
    ["Lua", "location / { content_by_lua_block { os.execute('id') } }", /says content_by_lua_block .*leave it out/],
    ["Lua in a file", "content_by_lua_file /x.lua;", /says content_by_lua_file/],
    ["a script", "js_import x.js;", /says js_import/],
    ["Perl", "perl 'sub { }';", /says perl/],
    ["a module", "load_module modules/x.so;", /says load_module/],
    ["uploads", "dav_methods PUT;", /says dav_methods/],
    ["a store", "proxy_store HOME/other/ENV;", /says proxy_store/],
    ["temporary files", "client_body_temp_path /root;", /says client_body_temp_path/],
    ["another's cache", "proxy_cache_path /var/cache/nginx/other keys_zone=a:1m;", /says proxy_cache_path/],
    ["a file of an unknown kind", "some_module_file x;", /says some_module_file .*takes a path/],
    ["a path of an unknown directive", "some_thing /x;", /says some_thing .*may lead out/],
    ["a path behind =", "some_thing a=/x;", /says some_thing/],
    ["whether a file exists", "if (-f /home/dokku/other/ENV) { return 200; }", /says if/],
    ["a file by try_files", "try_files /../../etc/passwd =404;", /says try_files .*may lead to any file/],
    ["a file the visitor names", "try_files /$arg_x =404;", /says try_files/],
    ["a file by rewrite", "rewrite ^ /../../etc/passwd break;", /says rewrite/],
    ["a file by what was caught", "rewrite ^/x(..)$ /$1/$1/etc/passwd break;", /says rewrite/],
    ["a file by error_page", "error_page 404 /../../etc/passwd;", /says error_page/],
    ["a file by index", "index /../../etc/passwd;", /says index/],
    ["NUL", "access_log '/var/log/nginx/x\0';", /there is a NUL/],
    [
      "what cannot be read",
      "server {\n a 'b;\n}",
      /Custom nginx\.conf\.sigil failed nginx -t validation: unexpected end of file/,
    ],
  ];
  for (const [what, text, message] of table) t.throws(() => render(text), { code: 1, message }, what);
});

t.test("what an app's vhost needs is taken", async (t) => {
  const { render } = renderer(t);
  const table = [
    "include HOME/web/nginx.conf.d/*.conf;",
    "include HOME/web/nginx.conf.d/more/[ab]*.conf;",
    "include mime.types; include fastcgi_params; include snippets/fastcgi-php.conf;",
    "access_log /var/log/nginx/web-access.log combined buffer=32k; error_log /var/log/nginx/web-error.log warn;",
    "access_log /srv/logs/web.log; error_log /srv/logs/web-errors.log warn; access_log off;",
    "access_log syslog:server=10.0.0.1:514,tag=web;",
    "ssl_certificate HOME/web/tls/server.crt; ssl_certificate_key HOME/tls/server.key; ssl_trusted_certificate /etc/ssl/certs/ca.pem;",
    "location ~ ^/(400|404)-error\\.html$ { root DATA/dokku-errors; internal; }",
    "location /static/ { alias HOME/web/public/; } location /more { alias HOME/web/public/more; }",
    "auth_basic 'Members / only'; auth_basic_user_file HOME/web/htpasswd;",
    "proxy_cache_path /var/cache/nginx/web levels=1:2 keys_zone=web:10m use_temp_path=off; proxy_cache_key /$uri;",
    "upstream web { server 127.0.0.1:5000 weight=2; keepalive 8; }",
    "location / { proxy_pass http://web-5000/x/; proxy_set_header X-Path /../x; proxy_redirect / /app/; proxy_cookie_path / /app; }",
    "location /a { proxy_pass http://web$request_uri; } location /b { grpc_pass grpc://[::1]:50051; }",
    "location ~ \\.php$ { fastcgi_pass 127.0.0.1:9000; fastcgi_param SCRIPT_FILENAME /app$fastcgi_script_name; }",
    "location /api { rewrite ^/api/?(.*)$ /$1 break; proxy_pass http://web; }",
    "rewrite ^/old/(.*)$ /new/$1 last; rewrite ^/(.*)\\.php$ https://$host/$1 permanent; rewrite ^ /x permanent;",
    "try_files $uri $uri/ /index.php$is_args$args; try_files $uri @app; error_page 404 =200 /404.html; index index.html;",
    "map $http_upgrade $connection { default upgrade; '' close; ~^/x /y; }",
    "if ($request_uri ~ ^/x) { return 301 /y; } if (!-f $document_root/up) { return 503; } if (-f HOME/web/down) { return 503; }",
    "listen [::]:80 default_server; listen 443 ssl http2; server_name a.b *.b ~^/; return 301 https://$host$request_uri;",
    "gzip_types text/css application/json; set_real_ip_from 10.0.0.0/8; allow 10.0.0.0/8; resolver 127.0.0.11 valid=30s;",
    "log_format own '$remote_addr /../ \"$request\"'; client_max_body_size 50m; ssl_conf_command Options KTLS;",
    "types { text/html html; } sub_filter '/a' '/b'; add_header Link '</x>; rel=preload'; auth_request /auth; mirror /mirror;",
  ];
  for (const text of table) t.doesNotThrow(() => render(text), text);
});

t.test("on a host: the owner's word and the owner's own files", async (t) => {
  const host = root(t);
  mkdirSync(join(host.path, "lib/data/nginx-vhosts"));
  host.dokku(["apps:create", "web"]);
  host.put("lib/config/common/web/deployed", "true");
  writeFileSync(join(host.path, "home/web/VHOST"), "web.example.com\n");
  writeFileSync(join(host.path, "home/web/IP.web.1"), "127.0.0.1\n");
  writeFileSync(join(host.path, "home/web/PORT.web.1"), "20001\n");
  const build = () => host.dokku(["proxy:build-config", "web"], { env: { HOKKU_NGINX_RELOAD: "0" } });
  const template = `server { listen 80; server_name $NOSSL_SERVER_NAME; access_log ${host.path}/own.log; }\n`;
  const kept = "lib/data/nginx-vhosts/app-web/nginx.conf";
  host.put(`${kept}.template`, template);
  t.match(build(), { code: 1, err: /nginx\.conf\.template of web says access_log in line \d+ .*trusted-templates true/ });
  t.match(host.dokku(["nginx:set", "web", "trusted-templates", "true"]), {
    code: 1,
    err: /trusted-templates can only be set globally/,
  });
  t.match(host.dokku(["nginx:set", "--global", "trusted-templates", "yes"]), { code: 1, err: /use true or false/ });
  t.equal(host.dokku(["nginx:set", "--global", "trusted-templates", "true"]).code, 0);
  t.match(host.dokku(["nginx:report", "--global"]).out, /Nginx global trusted templates: +true\n/);
  const global = JSON.parse(host.dokku(["nginx:report", "--global", "--format", "json"]).out);
  t.strictSame(
    Object.keys(global).filter((key) => !key.includes("global-")),
    [],
    "only what is set",
  );
  t.match(host.dokku(["nginx:report", "web", "--nginx-computed-trusted-templates"]).out, /^true\n$/);
  t.match(build(), { code: 0 });
  t.equal(host.dokku(["nginx:set", "--global", "trusted-templates"]).code, 0);
  t.match(build(), { code: 1, err: /says access_log/ });
  host.put(
    `${kept}.sigil`,
    readFileSync(join(import.meta.dirname, "../../../plugins/nginx-vhosts/templates/nginx.conf.sigil"), "utf8"),
  );
  t.match(build(), { code: 0 }, "the built-in template, pushed");
  host.dokku(["nginx:set", "web", "access-log-path", `${host.path}/chosen.log`]);
  t.match(build(), { code: 0 }, "with the owner's log");
  for (const name of ["sigil", "template"]) rmSync(join(host.path, `${kept}.${name}`));
  writeFileSync(join(host.path, "home/web/nginx.conf.template"), template);
  t.match(build(), { code: 0 }, "laid into the app's folder by the host's owner");
});
