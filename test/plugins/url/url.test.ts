import t from "tap";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("url and urls: app-urls wins over domains-urls", async (t) => {
  const { dokku, put } = somePlugins(t, "url", "urls", "apps", "common");
  dokku(["apps:create", "web"]);
  t.same(dokku(["urls", "web"]), { code: 0, out: "", err: "" }, "an app without addresses has none");
  put("lib/plugins/enabled/spy/domains-urls", '#!/usr/bin/env bash\necho "http://$1.example/$2"\necho http://b.example\n');
  t.equal(dokku(["url", "web"]).out, "http://web.example/url\n");
  t.equal(dokku(["urls", "web"]).out, "http://web.example/urls\nhttp://b.example\n");
  put("lib/plugins/enabled/spy/app-urls", "#!/usr/bin/env bash\necho https://mine\n");
  t.equal(dokku(["urls", "web"]).out, "https://mine\n");
  t.same(JSON.parse(dokku(["url", "web", "--json"]).out), ["https://mine"]);
  for (const command of ["url", "urls"]) {
    t.equal(dokku([command, "nope"]).code, 20);
    t.equal(dokku([command]).code, 2);
  }
});
