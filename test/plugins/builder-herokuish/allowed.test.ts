import t from "tap";
import { fire } from "../../lib/rows.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("whether herokuish may build on this machine is the hook's exit code", (t) => {
  const root = somePlugins(t, "apps", "builder-herokuish");
  root.dokku(["apps:create", "web"]);
  const allowed = () => fire(root, "builder-herokuish-allowed", "web").code;
  t.equal(root.dokku(["builder-herokuish:set", "web", "allowed", "true"]).code, 0);
  t.equal(allowed(), 0);
  t.equal(root.dokku(["builder-herokuish:report", "--global", "--builder-herokuish-computed-allowed"]).out, "true\n");
  t.equal(root.dokku(["builder-herokuish:set", "web", "allowed", "false"]).code, 0);
  t.equal(allowed(), 1);
  t.end();
});
