import { execFileSync } from "node:child_process";
import { symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import t from "tap";
import { root } from "../lib/root.ts";

const SHOW = '#!/usr/bin/env bash\nif [[ $1 != show ]]; then exit 10; fi\nprintf "%s\\n" "${!2-unset}"\n';

t.test("what every plugin may count on is set", async (t) => {
  const { dokku, env, put } = root(t, { plugins: false });
  put("lib/plugins/enabled/show/commands", SHOW);
  const lib = env.DOKKU_LIB_ROOT;
  const rows: [string, string | RegExp][] = [
    ["DOKKU_ROOT", env.DOKKU_ROOT ?? ""],
    ["DOKKU_HOST_ROOT", env.DOKKU_ROOT ?? ""],
    ["DOKKU_LIB_HOST_ROOT", lib ?? ""],
    ["PLUGIN_PATH", `${lib}/plugins`],
    ["PLUGIN_AVAILABLE_PATH", `${lib}/plugins/available`],
    ["PLUGIN_ENABLED_PATH", `${lib}/plugins/enabled`],
    ["PLUGIN_CORE_PATH", `${lib}/core-plugins`],
    ["PLUGIN_CORE_AVAILABLE_PATH", `${lib}/core-plugins/available`],
    ["PLUGIN_CORE_ENABLED_PATH", `${lib}/core-plugins/enabled`],
    ["DOKKU_API_VERSION", "1"],
    ["DOKKU_NOT_IMPLEMENTED_EXIT", "10"],
    ["DOKKU_VALID_EXIT", "0"],
    ["DOKKU_PID", /^\d+$/],
    ["DOCKER_BIN", "docker"],
    ["DOKKU_SYSTEM_USER", "dokku"],
    ["DOKKU_SYSTEM_GROUP", "dokku"],
    ["DOKKU_DISTRO", /^[a-z]+$/],
    ["DOKKU_IMAGE", /./],
    ["DOKKU_GLOBAL_RUN_ARGS", /--label=dokku/],
    ["DOKKU_GLOBAL_BUILD_ARGS", /--label=dokku/],
    ["DOKKU_CONTAINER_LABEL", "dokku"],
    ["DOKKU_LOGS_DIR", env.DOKKU_LOGS_DIR ?? ""],
    ["DOKKU_EVENTS_LOGFILE", `${env.DOKKU_LOGS_DIR}/events.log`],
    ["SSH_USER", "tester"],
    ["SSH_NAME", "default"],
    ["DOKKU_COMMAND", "show"],
    ["DOKKU_TRACE", "unset"],
    ["DOKKU_QUIET_OUTPUT", "unset"],
  ];
  for (const [name, value] of rows) t.match(dokku(["show", name]).out.trimEnd(), value, name);
});

t.test("case 21: an engine's address that is empty is none, for every docker client", async (t) => {
  const { dokku, put } = root(t, { plugins: false });
  put("lib/plugins/enabled/show/commands", SHOW);
  for (const name of ["DOCKER_HOST", "DOCKER_CONTEXT"]) {
    t.equal(dokku(["show", name], { env: { [name]: "" } }).out, "unset\n", name);
    t.equal(dokku(["show", name], { env: { [name]: "other" } }).out, "other\n");
  }
});

t.test("rc files are sourced in their order, and the flags that are everyone's set variables", async (t) => {
  const { dokku, put } = root(t, { plugins: false });
  put("lib/plugins/enabled/show/commands", SHOW);
  put("defaults", "export A=defaults B=defaults C=defaults\n");
  put("home/dokkurc", "export B=dokkurc C=dokkurc\n");
  put("home/.dokkurc/C", 'export C="a folder\'s file"\n');
  const rows: [string[], string][] = [
    [["show", "A"], "defaults"],
    [["show", "B"], "dokkurc"],
    [["show", "C"], "a folder's file"],
    [["--quiet", "show", "DOKKU_QUIET_OUTPUT"], "1"],
    [["--force", "show", "DOKKU_APPS_FORCE_DELETE"], "1"],
    [["--app", "web", "show", "DOKKU_APP_NAME"], "web"],
    [["--app", "web", "--quiet", "show", "DOKKU_QUIET_OUTPUT"], "1"],
    [["--no-restart", "show", "DOKKU_GLOBAL_FLAGS"], " --no-restart"],
  ];
  for (const [words, value] of rows) t.equal(dokku(words).out, `${value}\n`, words.join(" "));
});

t.test("a client's words arrive as they were quoted, and no shell sees them", async (t) => {
  const { dokku, put } = root(t, { plugins: false });
  put("lib/plugins/enabled/show/commands", '#!/usr/bin/env bash\n[[ $1 == words ]] || exit 10\nprintf "<%s>" "${@:2}"\n');
  const rows: [string, string][] = [
    ["words a b", "<a><b>"],
    ["words 'a b' \"c d\"", "<a b><c d>"],
    ["words $(id) `id` $HOME *", "<$(id)><`id`><$HOME><*>"],
    ["words 'it'\\''s'", "<it's>"],
    ["words ''", "<>"],
    ["words a\\ b 'x\ny'", "<a b><x\ny>"],
    ["words ; rm -rf / && true | cat > x", "<;><rm><-rf></><&&><true><|><cat><>><x>"],
  ];
  for (const [line, value] of rows) t.equal(dokku([], { env: { SSH_ORIGINAL_COMMAND: line } }).out, value, line);
  const refused = dokku([], { env: { SSH_ORIGINAL_COMMAND: "words 'open" } });
  t.equal(refused.code, 2);
  t.match(refused.err, /unfinished quote/);
});

t.test("plugins find dokku under the name that outlives an upgrade", async (t) => {
  const { env, path } = root(t, { plugins: false });
  symlinkSync(fileURLToPath(new URL("../..", import.meta.url)), `${path}/hokku-1`);
  symlinkSync("hokku-1", `${path}/hokku`);
  const which = (HOKKU_PATH: string) => {
    const script = 'source "$HOKKU_PATH/hooks/environment"; source "$HOKKU_PATH/hooks/environment"; type -ap dokku plugn';
    return execFileSync("bash", ["-c", script], { env: { ...env, PATH: "/usr/bin:/bin", HOKKU_PATH }, encoding: "utf8" });
  };
  t.match(which(`${path}/hokku-1`), `${path}/hokku/core/dokku\n${path}/hokku/hooks/plugn\n`);
  symlinkSync("hokku-1", `${path}/other-2`);
  t.match(which(`${path}/other-2`), `${path}/other-2/core/dokku\n`, "where no such name is, by the release's");
});
