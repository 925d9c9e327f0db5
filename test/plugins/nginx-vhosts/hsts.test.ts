import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { isHstsManaged, manageHsts } from "../../../plugins/nginx-vhosts/lib/hsts.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("an app with a certificate tells browsers to come by https only, as its settings say", async (t) => {
  const root = somePlugins(t, "common", "apps", "nginx", "nginx-vhosts");
  root.put("home/web/nginx.conf.d/own.conf", "");
  const file = join(root.path, "home/web/nginx.conf.d/hsts.conf");
  const said: string[] = [];
  const io = {
    env: root.env,
    cwd: "/",
    stdin: Buffer.alloc(0),
    stdout: (chunk: string | Uint8Array) => void said.push(`${chunk}`),
  };
  const header = (certified = true) => {
    manageHsts(io, "web", certified);
    t.ok(isHstsManaged(io, "web", certified), "it is as it has to be then");
    return existsSync(file) ? readFileSync(file, "utf8") : "none";
  };
  const set = (key: string, value = "") => t.equal(root.dokku(["nginx:set", "web", key, ...(value ? [value] : [])]).code, 0, key);

  t.equal(header(false), "none", "no certificate");
  t.notOk(isHstsManaged(io, "web", true));
  t.equal(header(), 'add_header Strict-Transport-Security "max-age=15724800; includeSubdomains" always;\n');
  t.match(said.join(""), "Enabling HSTS");
  header();
  t.equal(said.length, 1, "what is as it has to be is not written again");
  set("hsts-preload", "true");
  set("hsts-max-age", "60");
  t.equal(header(), 'add_header Strict-Transport-Security "max-age=60; includeSubdomains; preload" always;\n');
  set("hsts-include-subdomains", "false");
  t.equal(header(), 'add_header Strict-Transport-Security "max-age=60; preload" always;\n');
  set("hsts-preload", "false");
  t.equal(header(), 'add_header Strict-Transport-Security "max-age=60" always;\n');
  set("hsts", "false");
  t.equal(header(), "none", "switched off, the file goes");
  set("hsts");
  t.equal(header(false), "none");
});
