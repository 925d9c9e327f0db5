import t from "tap";
import { readEnvironment } from "../../../plugins/common/lib/environment.ts";
import { properties } from "../../../plugins/common/lib/properties.ts";
import { asRevision, DEPLOYED, revisionOf, settleRevision } from "../../../plugins/common/lib/revision.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const OLD = "1".repeat(40);
const NEW = "2".repeat(40);

t.test("a deploy's programs are told which commit it is, of their own app alone", async (t) => {
  const revision = { commit: NEW, name: "GIT_REV", before: OLD };
  t.strictSame(revisionOf("web", asRevision("web", revision)), revision);
  t.equal(revisionOf("we", asRevision("web", revision)), undefined);
  t.equal(revisionOf("web2", asRevision("web", revision)), undefined);
  t.equal(revisionOf("web", {}), undefined);
  const odd = { commit: NEW, name: "GIT_REV", before: "set by hand, twice" };
  t.strictSame(revisionOf("web", asRevision("web", odd)), odd, "whatever the variable held");
  const unnamed = { commit: NEW, name: "", before: "" };
  t.strictSame(revisionOf("web", asRevision("web", unnamed)), unnamed);
});

t.test("inside a deploy the commit stands for the stored variable, unless a hook has set that", async (t) => {
  const { env, put } = somePlugins(t, "common", "apps", "config");
  put("home/web/ENV", `GIT_REV='${OLD}'\nA='1'\n`);
  const seen = (revision: { commit: string; name: string; before: string }) =>
    Object.fromEntries(readEnvironment("web", { ...env, ...asRevision("web", revision) }));
  t.strictSame(seen({ commit: NEW, name: "GIT_REV", before: OLD }), { GIT_REV: NEW, A: "1" });
  t.strictSame(seen({ commit: NEW, name: "GIT_REV", before: "" }), { GIT_REV: OLD, A: "1" }, "it has been set since");
  t.strictSame(seen({ commit: NEW, name: "MINE", before: "" }), { GIT_REV: OLD, A: "1", MINE: NEW }, "where there was none");
  t.strictSame(seen({ commit: NEW, name: "", before: "" }), { GIT_REV: OLD, A: "1" }, "the app has none");
});

t.test("once the release is live everybody is told", async (t) => {
  const root = somePlugins(t, "common", "apps", "config", "git");
  root.put("home/web/ENV", `GIT_REV='${OLD}'\n`);
  const settle = async (before: string, more: Record<string, string> = {}, name = "GIT_REV") => {
    const env = {
      ...root.env,
      PLUGIN_CORE_ENABLED_PATH: `${root.path}/lib/core-plugins/enabled`,
      PLUGIN_ENABLED_PATH: `${root.path}/lib/plugins/enabled`,
      ...more,
    };
    const revision = more.HOKKU_REVISION === "" ? {} : asRevision("web", { commit: NEW, name, before });
    await settleRevision({ env: { ...env, ...revision }, cwd: "/", stdin: Buffer.alloc(0), stdout: () => {} }, "web");
    const stored = root.dokku(["config:get", "web", "GIT_REV"]).out.trim();
    const told = properties("git", root.env).get("web", DEPLOYED);
    properties("git", root.env).set("web", DEPLOYED, "");
    return [stored, told];
  };
  t.strictSame(await settle(OLD, { HOKKU_REVISION: "" }), [OLD, ""], "no deploy, nothing to tell");
  t.strictSame(await settle(OLD, {}, ""), [OLD, NEW], "an app without the variable");
  t.strictSame(await settle("another"), [OLD, NEW], "a variable that was set meanwhile stays");
  t.strictSame(await settle(OLD, { HOKKU_BUILT: "other" }), [NEW, NEW]);
  t.strictSame(await settle(OLD), [NEW, NEW], "twice");
  root.put("home/web/ENV", `GIT_REV='${OLD}'\n`);
  t.strictSame(await settle(OLD, { HOKKU_BUILT: "web" }), [NEW, ""], "built here, deployed by another command");
});
