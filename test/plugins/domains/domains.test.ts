import t, { type Test } from "tap";
import type { Root } from "../../lib/root.ts";
import { fire, rows } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

/** A root with one app, whose ports and certificate answer as they are told. */
function withApp(t: Test, answers: Readonly<Record<string, string>> = {}): Root {
  const made = somePlugins(t, "apps", "common", "domains");
  for (const [name, text] of Object.entries({ "proxy-is-enabled": "true", ...answers }))
    made.put(`lib/plugins/enabled/told/${name}`, `#!/usr/bin/env bash\necho "${text}"\n`);
  made.dokku(["apps:create", "web"]);
  return made;
}

const urls = (root: Root, kind = "urls") => fire(root, "domains-urls", "web", kind).out;

t.test("an app's addresses: its domains, else the host's, else the host's own name", (t) => {
  const root = withApp(t, { "ports-get": "http:8080:5000 https:443:5000 http:80:5000" });
  root.put("home/HOSTNAME", "box.test\n");
  t.equal(urls(root), "http://box.test\nhttp://box.test:8080\n");
  rows(t, root, [{ words: "domains:add-global apps.test other.test", out: /apps\.test/ }]);
  t.equal(
    urls(root),
    "http://apps.test\nhttp://apps.test:8080\nhttp://other.test\nhttp://other.test:8080\n",
    "sorted, each with each port; https only with a certificate",
  );
  rows(t, root, [{ words: "domains:set web b.test a.test", out: /./ }]);
  t.equal(urls(root), "http://a.test\nhttp://a.test:8080\nhttp://b.test\nhttp://b.test:8080\n");
  t.equal(urls(root, "url"), "http://b.test:8080\n", "the first, as they stand");
  rows(t, root, [{ words: "domains:disable web", out: /./ }]);
  t.match(urls(root), /^http:\/\/apps\.test\n/, "where its own are switched off, the host's");
  t.end();
});

t.test("with a certificate https comes first; without a proxy the listeners count; the port proxy answers for itself", (t) => {
  const certified = withApp(t, { "certs-exists": "true", "ports-get": "http:80:5000 https:443:5000 https:8443:5000" });
  certified.dokku(["domains:set", "web", "a.test"]);
  t.equal(urls(certified, "url"), "https://a.test\n");
  t.equal(urls(certified), "http://a.test\nhttps://a.test\nhttps://a.test:8443\n");
  const bare = withApp(t, { "certs-exists": "true" });
  bare.dokku(["domains:set", "web", "a.test"]);
  t.equal(urls(bare), "https://a.test\n");
  const without = withApp(t, { "proxy-is-enabled": "false", "network-get-listeners": "127.0.0.1:20001 127.0.0.1:20002" });
  without.dokku(["domains:set", "web", "a.test"]);
  t.equal(urls(without), "http://a.test:20001\nhttp://a.test:20002\n");
  t.equal(urls(withApp(t, { "proxy-type": "port-proxy" })), "");
  t.end();
});

t.test("a renamed app takes its place below the host's domains; its other domains move along", (t) => {
  const root = withApp(t);
  rows(t, root, [
    { words: "domains:add-global apps.test", out: /./ },
    { words: "domains:set web web.apps.test web.elsewhere.test web.apps.test.evil", out: /./ },
  ]);
  t.equal(root.dokku(["apps:rename", "--skip-deploy", "web", "shop"]).code, 0);
  t.match(root.dokku(["domains:report", "shop", "--domains-app-vhosts"]), {
    out: "shop.apps.test web.elsewhere.test web.apps.test.evil\n",
  });
  t.end();
});
