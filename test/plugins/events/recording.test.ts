import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { isRecording, keepSwitch, recorded, startRecording, stopRecording } from "../../../plugins/events/lib/recording.ts";
import { here } from "../../lib/here.ts";

t.test("the plugin that records comes whole, and goes whole", async (t) => {
  const { io, path, put } = here(t);
  const { env } = io;
  const enabled = join(path, "lib/plugins/enabled");
  const own = join(enabled, "20_events");
  t.notOk(isRecording(env));
  stopRecording(env);
  startRecording(env);
  t.ok(isRecording(env));
  t.same(readdirSync(own).sort(), ["lib", "plugin.toml", ...recorded.map((name) => `${name}.ts`)].sort());
  t.equal(statSync(join(own, "post-create.ts")).mode & 0o777, 0o755);
  t.match(readFileSync(join(own, "plugin.toml"), "utf8"), /^\[plugin\]\ndescription = ".+"\nversion = "\d/);
  const hook = (name: string) => readFileSync(join(own, `${name}.ts`), "utf8");
  t.match(hook("docker-args-build"), /\nexport default recorder\(import\.meta\.filename, true\);\n$/, "a filter passes on");
  t.match(
    hook("post-create"),
    /^#!\/usr\/bin\/env hokku\nimport .*\n\nexport default recorder\(import\.meta\.filename, false\);\n$/,
  );
  for (const name of ["user-auth-app", "command-unknown"])
    t.notOk(recorded.includes(name), `${name} is an answer by being there`);
  put("lib/plugins/enabled/20_events/of-before", "");
  startRecording(env);
  t.notOk(existsSync(join(own, "of-before")), "an older one is replaced");
  put("lib/plugins/enabled/.20_events.77/x", "");
  put("lib/plugins/enabled/.20_eventsother/x", "");
  stopRecording(env);
  t.same(readdirSync(enabled), [".20_eventsother"], "with what killed ones have left, and nobody else's");
  t.notOk(isRecording(env));
});

t.test("Dokku's is a link, which goes; somebody else's stays", async (t) => {
  const { io, path, put } = here(t);
  put("theirs/post-create", "");
  symlinkSync(join(path, "theirs"), join(path, "lib/plugins/enabled/20_events"));
  startRecording(io.env);
  t.ok(existsSync(join(path, "theirs/post-create")));
  t.ok(isRecording(io.env));
  stopRecording(io.env);
  mkdirSync(join(path, "lib/plugins/enabled/20_events"));
  t.throws(() => startRecording(io.env), { code: 1, message: /20_events is somebody else's plugin; move it away/ });
  t.throws(() => stopRecording(io.env), { code: 1 });
  t.throws(() => isRecording({}), { code: 1, message: /PLUGIN_ENABLED_PATH is not set/ });
});

t.test("the switch is kept where Dokku looks for it", async (t) => {
  const { io, read } = here(t);
  keepSwitch(io.env, false);
  keepSwitch(io.env, true);
  t.equal(read("home/.dokkurc/DOKKU_EVENTS"), "export DOKKU_EVENTS=1\n");
  keepSwitch(io.env, false);
  t.equal(read("home/.dokkurc/DOKKU_EVENTS"), undefined);
});
