import { readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { DOKKU_RELEASE } from "../../../plugins/common/lib/dokku-release.ts";
import { checkout } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

t.test("version, in every way that people ask", async (t) => {
  const { dokku } = somePlugins(t, "version", "common");
  const { version } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  for (const words of [["version"], ["--version"], ["-v"]]) {
    t.same(dokku(words), { code: 0, out: `dokku version ${DOKKU_RELEASE} (Hokku ${version})\n`, err: "" }, words.join(" "));
  }
  t.same(JSON.parse(dokku(["version", "--json"]).out), { name: "hokku", version, dokku: DOKKU_RELEASE });
  t.equal(dokku(["version", "x"]).code, 2);
  t.match(dokku(["--bogus"]), { code: 1, err: /--bogus is not a dokku command/ });
});
