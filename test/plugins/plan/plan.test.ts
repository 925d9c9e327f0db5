// slow: a plan takes twice as long as its command
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { recorded } from "../../../plugins/common/lib/recorded.ts";
import { hooksIn } from "../../../plugins/plan/lib/rehearse.ts";
import { type Root, root } from "../../lib/root.ts";
import { changes, tree } from "./tree.ts";

/** No engine answers. */
process.env.DOCKER_HOST = "unix:///nowhere/docker.sock";

/** What ran, by the log of commands that fired triggers. */
const ran = ({ path }: Root) => hooksIn(recorded({ DOKKU_LOGS_DIR: join(path, "logs") }));

function made(t: Test): Root {
  const it = root(t);
  mkdirSync(join(it.path, "bin"));
  for (const name of ["web", "other"]) t.equal(it.dokku(["apps:create", name]).code, 0);
  t.equal(it.dokku(["config:set", "--no-restart", "web", "A=1"]).code, 0);
  t.equal(it.dokku(["domains:add", "web", "web.test"]).code, 0);
  return it;
}

t.test("a plan is the record of what is done then", async (t) => {
  const it = made(t);
  for (const line of [
    "apps:create fresh",
    "config:set --no-restart web B=2",
    "config:unset --no-restart web A",
    "domains:add web www.web.test",
    "domains:clear web",
    "ps:scale --skip-deploy web web=3",
    "nginx:set web client-max-body-size 5m",
    "checks:disable web",
    "apps:rename --skip-deploy other third",
    "--force apps:destroy web",
  ]) {
    const words = line.split(" ");
    const before = tree(it);
    it.put("logs/trace.jsonl", "");
    const planned = it.dokku([...words, "--plan", "--json"]);
    t.match(planned, { code: 0, err: "" }, `${line} --plan`);
    t.same([changes(before, tree(it)), ran(it)], [[], []], `${line} --plan changes nothing`);
    const plan = JSON.parse(planned.out);
    t.equal(it.dokku(words).code, 0, line);
    const done = changes(before, tree(it));
    t.ok(done.length, `${line} changes something`);
    t.same(plan.files, done, `the files of ${line}`);
    t.same(plan.hooks, ran(it), `the hooks of ${line}`);
    t.same([plan.docker, plan.programs], [[], []]);
  }
});

t.test("wherever --plan stands, and by the command of its name, for people", async (t) => {
  const it = made(t);
  for (const words of [
    ["--plan", "config:set", "--no-restart", "web", "B=2"],
    ["config:set", "--plan", "--no-restart", "web", "B=2"],
    ["config:set", "--no-restart", "web", "B=2", "--plan"],
    ["plan", "config:set", "--no-restart", "web", "B=2"],
  ]) {
    const { code, out } = it.dokku(words);
    t.equal(code, 0, words.join(" "));
    const text = out.replaceAll(it.path, "");
    t.match(text, /^=====> This would be done, and nothing of it was\n-----> Files\n {7}change \/home\/web\/ENV\n-----> Hooks\n/);
    t.match(text, /\n-----> Hooks\n {7}domains post-config-update\n$/);
  }
  t.equal(it.dokku(["config:get", "web", "B"]).code, 1);
});

t.test("a plugin in bash, which knows nothing of it", async (t) => {
  const it = made(t);
  it.put("lib/plugins/enabled/old/plugin.toml", "[plugin]\n");
  const script =
    '#!/usr/bin/env bash\necho "$2" >"$DOKKU_LIB_ROOT/data/old"\nsudo -n systemctl restart old\nplugn trigger tell "$2"\n';
  it.put("lib/plugins/enabled/old/subcommands/do", script);
  it.put("lib/plugins/enabled/old/tell", "#!/usr/bin/env bash\n[[ $1 != bad ]] || { echo no >&2 && exit 7; }\n");
  for (const words of [
    ["--plan", "old:do", "web"],
    ["old:do", "web", "--plan"],
  ]) {
    const before = tree(it);
    const { code, out } = it.dokku([...words, "--json"]);
    t.equal(code, 0);
    const plan = JSON.parse(out);
    t.same(plan.files, [{ does: "create", path: join(it.path, "lib/data/old") }]);
    t.same(plan.programs, ["sudo -n systemctl restart old"]);
    t.same(plan.hooks, [{ plugin: "old", hook: "tell" }]);
    t.same(changes(before, tree(it)), []);
  }
  t.match(it.dokku(["old:do", "bad", "--plan"]), { code: 7, err: /^ ! {5}no\n$/ }, "what fails says so");
});

t.test("what cannot be planned", async (t) => {
  const it = made(t);
  for (const [words, code, why] of [
    ["apps:list --plan", 2, /apps:list changes nothing, so there is nothing to plan/],
    ["plugin:enable x --plan", 2, /plugin:enable sets up the host as root/],
    ["plugin:new x --plan", 2, /plugin:new is no command of a host/],
    ["nonsense --plan", 1, /nonsense is not a dokku command/],
    ["apps:create web --plan", 1, /Name is already taken/],
    ["config:set web --plan", 1, /./],
    ["apps:destroy nobody --plan", 20, /App nobody does not exist/],
    ["plan", 2, /<command> is missing/],
  ] as const)
    t.match(it.dokku(words.split(" ")), { code, out: "", err: why }, words);
});

t.test("a key that may not, may not plan it either", async (t) => {
  const it = made(t);
  const line = 'command="FINGERPRINT=SHA256:guest NAME=\\"guest\\" /usr/bin/dokku" ssh-ed25519 AAAA guest\n';
  it.put("home/.ssh/authorized_keys", line);
  const as = (...words: string[]) => it.dokku(words, { env: { NAME: "guest", FINGERPRINT: "SHA256:guest" } });
  t.equal(it.dokku(["user-auth:set", "guest", "apps", "other"]).code, 0);
  t.match(as("config:set", "web", "B=2", "--plan"), { code: 1, out: "", err: /guest/ });
  t.match(as("plan", "config:set", "other", "B=2"), { code: 1, out: "", err: /guest/ });
  t.match(as("config:set", "other", "B=2", "--plan"), { code: 0, err: "" });
  t.equal(it.dokku(["user-auth:set", "guest", "apps"]).code, 0);
  t.equal(it.dokku(["user-auth:set", "guest", "access", "read"]).code, 0);
  t.match(as("plan", "config:set", "other", "B=2"), { code: 1, out: "", err: /guest/ });
});
