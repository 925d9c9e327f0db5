import t, { type Test } from "tap";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { url } from "../../../plugins/domains/lib/urls.ts";
import { rows } from "../../lib/rows.ts";

/** A root with apps made by `apps:create`, and what is told of changes of domains. */
function host(t: Test, ...apps: string[]) {
  const made = testRoot(t, { plugins: ["apps", "common", "config", "domains"] });
  for (const name of ["post-domains-update", "pre-enable-vhost", "pre-disable-vhost"])
    made.put(`lib/plugins/enabled/told/${name}`, `#!/usr/bin/env bash\necho "${name} $*" >>"$DOKKU_ROOT/../heard"\n`);
  for (const app of apps) made.dokku(["apps:create", app]);
  const heard = () => {
    const lines = (made.read("heard") ?? "").split("\n").filter(Boolean);
    made.put("heard", "");
    return lines;
  };
  const of = (app: string) => made.dokku(["domains:report", app, "--domains-app-vhosts"]).out.trim();
  return { made, heard, of };
}

t.test("the domains of an app: what is stored, said and told", async (t) => {
  const { made, heard, of } = host(t, "web", "other");
  rows(t, made, [
    {
      words: "domains:add web WWW.Example.com a.test.",
      out: "-----> Added www.example.com to web\n-----> Added a.test to web\n",
    },
    { words: "domains:add web a.test b.test", out: /Skipping: a\.test already added to web\n-----> Added b\.test to web\n/ },
    { words: "domains:add web intranet", out: /Added intranet/, err: /intranet has no dot/ },
    { words: "domains:remove web A.test intranet", out: "-----> Removed a.test from web\n-----> Removed intranet from web\n" },
    { words: "domains:remove web b.test nope.test", code: 1, err: /web does not have nope\.test; see: dokku domains:report web/ },
    {
      words: "domains:add other c.test b.test",
      code: 1,
      err: /b\.test belongs to web; take it .*dokku domains:remove web b\.test/,
    },
    { words: "domains:set other B.test", code: 1, err: /b\.test belongs to web/ },
    { words: "domains:add web not/one", code: 1, err: /"not\/one" is not a domain/ },
    { words: "domains:add web", code: 2 },
    { words: "domains:add gone a.test", code: 20 },
  ]);
  t.equal(of("other"), "", "a list with a wrong one counts as a whole");
  t.equal(of("web"), "www.example.com b.test");
  t.equal(made.read("home/web/VHOST"), "www.example.com\nb.test\n", "the file is Dokku's");
  t.strictSame(heard(), [
    "post-domains-update web add www.example.com a.test",
    "post-domains-update web add a.test b.test",
    "post-domains-update web add intranet",
    "post-domains-update web remove a.test intranet",
  ]);
  rows(t, made, [
    { words: "domains:set web d.test", out: "-----> Set d.test for web\n" },
    { words: "domains:set other b.test", out: /./ },
    { words: "domains:clear web", out: "-----> Cleared domains in web\n" },
  ]);
  t.strictSame(heard(), [
    "post-domains-update web set d.test",
    "post-domains-update other set b.test",
    "post-domains-update web clear",
  ]);
  t.equal(made.read("home/web/VHOST"), undefined);
  rows(t, made, [
    { words: "domains:clear", code: 2, err: /name an app, or --all/ },
    { words: "domains:clear --all", out: /Cleared domains in other/ },
    { words: "domains:clear gone", code: 20 },
  ]);
  t.equal(of("other"), "");
});

t.test("the host's domains, and the names below them that apps get and nobody else may take", async (t) => {
  const { made, of } = host(t, "before");
  const global = () => made.dokku("domains:report --global --domains-global-vhosts").out.trim();
  rows(t, made, [
    { words: "domains:report --global --domains-global-enabled", out: "false\n" },
    { words: "domains:add-global Apps.Test 10.0.0.1", out: /./ },
    { words: "domains:report --global --domains-global-enabled", out: "true\n" },
    { words: "domains:add-global apps.test", out: /./ },
  ]);
  t.equal(global(), "apps.test 10.0.0.1");
  for (const app of ["web", "full.example.com"]) made.dokku(["apps:create", app]);
  t.equal(of("before"), "", "an app keeps what it has");
  t.equal(of("web"), "web.apps.test", "no name below an address");
  t.equal(of("full.example.com"), "full.example.com");
  rows(t, made, [
    { words: "domains:add web before.apps.test", code: 1, err: /belongs to before/ },
    { words: "domains:add before before.apps.test", out: /Added/ },
    { words: "domains:set web own.test", out: /./ },
    { words: "domains:set-global other.test", out: "-----> Set other.test\n" },
    { words: "domains:reset web", out: "-----> Reset domains of web to web.other.test\n" },
    { words: "domains:remove-global Nope.test", code: 1, err: /the host does not have nope\.test/ },
    { words: "domains:remove-global Other.TEST", out: "-----> Removed other.test\n" },
    { words: "domains:reset web", out: "-----> Cleared domains in web: the host has none\n" },
  ]);
  t.equal(global(), "");
  t.equal(of("web"), "");
  rows(t, made, [
    { words: "domains:set-global one.test two.test", out: /./ },
    { words: "domains:setup web", out: /Creating new app virtual host file/ },
    { words: "domains:setup before", out: "" },
    { words: "domains:clear-global", out: /./ },
  ]);
  t.equal(of("web"), "web.one.test web.two.test");
  t.equal(of("before"), "before.apps.test", "who has domains keeps them");
  t.equal(global(), "");
  made.put("lib/plugins/enabled/told/nginx-hostname", '#!/usr/bin/env bash\necho "$1-$2-of-$3"\n');
  made.dokku("domains:set-global host.test");
  made.dokku("domains:reset full.example.com");
  t.equal(of("full.example.com"), "full.example.com-full.example.com-of-host.test", "a hook says otherwise");
});

t.test("domains are switched off and on; what is set on purpose switches them on", async (t) => {
  const { made, heard, of } = host(t, "web");
  const named = () => made.fire("domains-vhost-enabled", ["web"]);
  const listed = () => made.fire("domains-list", ["web"]).out;
  t.match(named(), { code: 1, out: "false\n" }, "nothing to answer by");
  made.dokku("domains:add web a.test");
  t.match(named(), { code: 0, out: "true\n" });
  t.equal(listed(), "a.test\n");
  heard();
  rows(t, made, [
    { words: "domains:enable web", out: /already enabled for app \(web\)/ },
    { words: "domains:disable web", out: /^-----> App virtual host support disabled\n/ },
    { words: "domains:disable web", out: /already disabled for app \(web\)/ },
  ]);
  t.strictSame(heard(), ["pre-disable-vhost web", "post-domains-update web disable"], "once");
  t.match(named(), { code: 1, out: "false\n" });
  t.equal(of("web"), "", "they are forgotten");
  made.put("home/web/VHOST", "kept.test\n");
  t.equal(listed(), "");
  rows(t, made, [{ words: "domains:setup web", out: "" }, { words: "domains:enable web" }]);
  t.strictSame(heard(), ["pre-enable-vhost web", "post-domains-update web enable"]);
  t.equal(listed(), "kept.test\n");
  made.dokku("domains:disable web");
  heard();
  rows(t, made, [{ words: "domains:set web b.test", out: /./ }]);
  t.strictSame(heard(), ["pre-enable-vhost web", "post-domains-update web enable", "post-domains-update web set b.test"]);
  t.match(named(), { code: 0 });
  t.equal(made.dokku("config:set --no-restart web NO_VHOST=1").code, 0);
  t.strictSame(heard(), ["pre-disable-vhost web", "post-domains-update web disable"], "Dokku's variable is the same switch");
  t.equal(of("web"), "b.test", "but for the names");
  made.dokku("config:set --no-restart web A=1");
  t.strictSame(heard(), []);
  rows(t, made, [
    { words: "domains:disable", code: 2, err: /name an app, or --all/ },
    { words: "domains:enable", code: 2, err: /name an app, or --all/ },
    { words: "domains:enable gone", code: 20 },
    { words: "domains:enable --all", out: /NO_VHOST/ },
  ]);
  t.match(named(), { code: 0 });
  made.dokku("domains:clear web");
  rows(t, made, [{ words: "domains:enable web", err: /Neither web nor the host has a domain.*dokku domains:add web/ }]);
});

t.test("a copy gets names of its own", async (t) => {
  const { made, of } = host(t);
  made.dokku("domains:set-global apps.test");
  made.dokku("apps:create web");
  made.dokku("domains:add web shop.test");
  t.equal(made.dokku("apps:clone --skip-deploy web copy").code, 0);
  t.equal(of("copy"), "copy.apps.test");
  t.equal(of("web"), "web.apps.test shop.test");
});

t.test("an address has its port only where that is not the scheme's own", async (t) => {
  for (const [scheme, name, port, address] of [
    ["http", "a.test", "80", "http://a.test"],
    ["http", "a.test", "443", "http://a.test:443"],
    ["https", "a.test", "443", "https://a.test"],
    ["https", "a.test", "80", "https://a.test:80"],
    ["grpc", "a.test", "80", "http://a.test"],
    ["http", "fd00::1", "8080", "http://[fd00::1]:8080"],
  ] as const)
    t.equal(url(scheme, name, port), address);
});
