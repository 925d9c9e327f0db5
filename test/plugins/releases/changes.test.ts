import t from "tap";
import { changes, describe, isSame } from "../../../plugins/releases/lib/changes.ts";

const BEFORE: Parameters<typeof changes>[0] = {
  image: "sha256:one",
  commit: "1".repeat(40),
  builder: "dockerfile",
  config: { GIT_REV: "1".repeat(40), KEPT: "a", OTHER: "b", GONE: "c" },
  scale: { web: 1, worker: 0 },
  options: { "_default_.deploy": ["--memory=1g"] },
  domains: ["web.test"],
  ports: ["http:80:5000"],
  files: { "ps/Procfile": "web: a" },
};
const said = (now: Partial<typeof BEFORE>, source = "config:set", isBuild = false) => {
  const whole = { ...BEFORE, ...now };
  return describe({ commit: whole.commit, source }, isBuild, changes(BEFORE, whole));
};

t.test("what is different is named, of config by its keys alone", async (t) => {
  t.ok(isSame(changes(BEFORE, { ...BEFORE })), "nothing is");
  const now = {
    ...BEFORE,
    commit: "2".repeat(40),
    config: { GIT_REV: "2".repeat(40), KEPT: "a", OTHER: "z", NEW: "n" },
    scale: { web: 2 },
    options: { "web.deploy": ["--memory=1g"] },
    files: {},
  };
  const found = changes(BEFORE, now);
  t.notOk(isSame(found));
  t.strictSame(found.commits, [BEFORE.commit, now.commit]);
  t.strictSame(found.config, { added: ["NEW"], changed: ["OTHER"], removed: ["GONE"] }, "the commit's own variable is left out");
  t.strictSame([...found.scale], [["web", [1, 2]]], "a type with 0 is as one that is not there");
  t.strictSame(found.options, { added: ["web.deploy: --memory=1g"], changed: [], removed: ["deploy: --memory=1g"] });
  t.strictSame(found.files.removed, ["ps/Procfile"]);
  t.notOk(found.image);
});

t.test("a release is described in Heroku's words", async (t) => {
  const { GONE, ...config } = BEFORE.config;
  t.equal(said({}, "git-hook", true), "Deploy 1111111");
  t.equal(said({}, "ps:rebuild", true), "Rebuild 1111111");
  t.equal(said({ config: { ...BEFORE.config, B: "1", A: "2" } }), "Set A, B config vars");
  t.equal(said({ config }), "Remove GONE config vars");
  t.equal(said({ scale: { web: 3, worker: 1 } }), "Scale web=3 worker=1");
  t.equal(said({ domains: ["other.test"] }), "Add other.test; Remove web.test");
  t.equal(said({ options: { "_default_.deploy": [] } }), "Change docker options");
  t.equal(said({ image: "sha256:two" }), "Deploy 1111111");
});
