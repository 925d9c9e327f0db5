// slow: the kit is run over sixty plugins
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { catalogue } from "../../../hooks/catalogue.ts";
import { testRoot } from "../../../plugins/common/lib/testing.ts";
import { checkout, type Ran, ran } from "../../lib/root.ts";

const TOML = '[plugin]\ndescription = "a plugin"\nversion = "0.1.0"\n[plugin.config]\n';
const BASH = "#!/usr/bin/env bash\n";

/** Writes a plugin and tries it; files that begin with `#!` may be run. */
function tried(
  t: Test,
  files: Readonly<Record<string, string | undefined>>,
  ...more: string[]
): Ran & { readonly folder: string; readonly path: string } {
  const { path, put } = testRoot(t, { plugins: false, programs: false });
  for (const [file, text] of Object.entries({ "plugin.toml": TOML, ...files }))
    if (text !== undefined) put(`dokku-probe/${file}`, text);
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: path,
    TMPDIR: path,
    DOKKU_ROOT: join(path, "none"),
    DOKKU_LIB_ROOT: join(path, "nowhere"),
  };
  const folder = join(path, "dokku-probe");
  return {
    ...ran(join(checkout, "core/dokku"), ["plugin:test", folder, ...more], { env, cwd: path, limit: 300_000 }),
    folder,
    path,
  };
}

t.test("a plugin that behaves", async (t) => {
  const files = {
    "post-deploy": `${BASH}set -eo pipefail\nsource "$PLUGIN_CORE_AVAILABLE_PATH/common/functions"\nconfig_options=none\ndokku_log_info1 "$1 is out by $4"\n`,
    "docker-args-run": `${BASH}cat\nprintf ' --init'\n`,
    "user-auth": `${BASH}[[ " $* " != *" apps:report "* ]]\n`,
    "post-create": `${BASH}source "$PLUGIN_CORE_AVAILABLE_PATH/nginx-vhosts/internal-functions"\nfn-nginx-access-log-path "$1"\ndokku docker-options:add "$1" run --init\n`,
    "post-build": `${BASH}set -eo pipefail\nid=$(seq 100000 | docker run -i -a stdin busybox cat)\n[[ $(docker wait "$id") -eq 0 ]]\n`,
    "pre-receive-app": `${BASH}echo "no" >&2\nexit 1\n`,
    "probe-done": `${BASH}exit 0\n`,
    "post-delete": `${BASH}mkdir -p "$DOKKU_LIB_ROOT/data/probe" && touch "$DOKKU_LIB_ROOT/data/probe/x"\nplugn trigger probe-done\n`,
    "subcommands/hello": `${BASH}declare desc="Say hello"\necho hello\n`,
    commands: `${BASH}case "$1" in help) echo "    probe:wave, wave" ;; *) exit "$DOKKU_NOT_IMPLEMENTED_EXIT" ;; esac\n`,
    "test/probe.bats": `${BASH}@test "one" { true; }\n`,
    "test/probe.test.mjs": 'import { test } from "node:test";\ntest("one", () => {});\n',
    install: `${BASH}touch "$HOME/installed"\n`,
  };
  const { code, out, err, path, folder } = tried(t, files);
  t.equal(code, 0, out + err);
  t.match(out, /^TAP version 13\n1\.\.18\nok 1 - plugin.toml/);
  t.match(out, /\nok \d+ - hook post-deploy # time=\d+ms\n/);
  t.match(out, /\nok \d+ - hook install # SKIP it sets the plugin up as root\n/);
  t.match(out, /\n# probe is ready: 18 checks passed; uninstalled, it leaves \$DOKKU_ROOT\/installed\n$/);
  t.same(
    readdirSync(path).filter((name) => name.startsWith("hokku-test-")),
    [],
    "nothing is left",
  );
  t.notOk(existsSync(join(folder, "node_modules")), "and the folder is as it was");
});

/** What a plugin does wrong, and what is said of it. */
const WRONG: readonly (readonly [files: Readonly<Record<string, string>>, why: RegExp])[] = [
  [{ "plugin.toml": "[plugin]\n" }, /description is missing; version is missing/],
  [
    { "plugin.toml": `${TOML.replace("version", 'reaches = ["moon"]\nversion')}` },
    /plugin.toml: nothing is called "moon" in reaches/,
  ],
  [
    { "post-deploy.ts": 'import { hook } from "hokku";\nexport default hook("post-deploy", () => {});\n' },
    /post-deploy\.ts has no x-bit/,
  ],
  [{ "post-deply": `${BASH}exit 0\n` }, /nothing fires post-deply; post-deploy is a trigger/],
  [
    { "post-deploy": `${BASH}source "$PLUGIN_CORE_AVAILABLE_PATH/common/functions"\ndokku_log_shout hey\n` },
    /no function dokku_log_shout in post-deploy/,
  ],
  [{ "post-deploy": `${BASH}true || dokku_log_warn hey\n` }, /no function dokku_log_warn in post-deploy, which sources nothing/],
  [{ "post-deploy": `${BASH}exit 3\n` }, /hook post-deploy.*\n {2}# it ends with 3 and does not say why/],
  [{ "post-deploy": `${BASH}no-such-program\n` }, /it ends with 127: .*no-such-program: command not found/],
  [{ "post-deploy": `${BASH}read -r line\n` }, /it reads stdin, which belongs to whoever called/],
  [{ "post-deploy": `${BASH}sleep 600\n` }, /it did not end within \d+ s/],
  [{ "post-deploy": `${BASH}yes\n` }, /it did not end within \d+ s/],
  [{ "post-deploy": `${BASH}head -c 20000000 /dev/zero\n` }, /it prints 20 MB/],
  [{ "post-deploy": `${BASH}kill -9 $PPID\nsleep 600\n` }, /it ends with 137 and does not say why/],
  [
    { "post-deploy": `${BASH}mkdir -p "$DOKKU_LIB_ROOT/config/apps/web" && touch "$DOKKU_LIB_ROOT/config/apps/web/x"\n` },
    /it changes lib\/config\/apps\/web\/x/,
  ],
  [
    {
      "post-deploy.ts":
        '#!/usr/bin/env hokku\nimport { hook } from "hokku";\nexport default hook("post-deploy", () => { throw new Error("oh"); });\n',
    },
    /it crashes: .*The hook post-deploy of the plugin probe failed: oh/,
  ],
  [{ commands: `${BASH}exit 0\n` }, /it prints no row for its commands[\s\S]*it ends with 0 instead of 10/],
  [
    {
      "subcommands/hello": `${BASH}echo hello\n`,
      "test/a.bats": `${BASH}@test "one" { echo said; false; }\n@test "two" { true; }\n`,
    },
    /its tests in bats.*\n {2}# not ok 1 one\n {2}# not ok 1 one\n {2}# # \(in test file .*\n {2}# # {3}`@test "one" { echo said; false; }' failed\n {2}# # said\n/,
  ],
  [
    { "test/a.test.mjs": 'import { test } from "node:test";\ntest("one", () => { throw new Error("oh dear"); });\n' },
    /its tests in TypeScript.*\n {2}# ✖ one .*\n {2}# ✖ one .*\n {2}# {3}Error: oh dear\n/,
  ],
];

for (const [files, why] of WRONG)
  t.test(`what is wrong is said: ${why.source}`, async (t) => {
    const { code, out, err } = tried(t, files);
    t.equal(code, 1, err);
    t.match(out, why);
    t.match(out, /\n# probe is not ready: \d+ of \d+ checks? failed\n$/);
  });

t.test("a daemon that a hook leaves keeps nobody waiting, and ends", async (t) => {
  const { code, out, path } = tried(t, {
    "post-deploy": `${BASH}setsid sleep 4321 &\n`,
    "pre-deploy": `${BASH}setsid sleep 4321 &>/dev/null &\nenv -i setsid sleep 5 &\n`,
  });
  t.equal(code, 0, out);
  const mine = readdirSync("/proc").filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, "utf8").includes(`=${path}/hokku-test-`);
    } catch {
      return false;
    }
  });
  t.same(mine, [], "none of them goes on");
});

t.test("plugins of their ages find what was there then", async (t) => {
  const early = {
    "pre-build": `${BASH}source "$(dirname "$0")/../common/functions"\nsource "$(dirname "$0")/../../../dokku/plugins/common/functions"\n[[ $# -eq 1 && $1 == web ]]\n`,
    "post-deploy": `${BASH}[[ "$(type -p docker)" == */legacy/programs/docker ]]\n`,
    commands: `${BASH}case "$1" in help) cat && echo "    probe <app>, probe" ;; esac\n`,
  };
  t.equal(tried(t, early).code, 1, "with a plugin.toml it is none of 2013");
  const { code, out } = tried(t, { ...early, "plugin.toml": undefined });
  t.equal(code, 0, out);
  t.match(out, /hook post-deploy #[\s\S]*hook pre-build #[\s\S]*commands help #[\s\S]* 9 checks passed/);
  const swallows = tried(t, { commands: early.commands.replace("cat && ", ""), "plugin.toml": undefined });
  t.match(swallows.out, /# it takes away the help of the plugins before it\n/);
  const unready = `${BASH}echo "Please run: dokku plugin:install" >&2\nexit 1\n`;
  t.match(tried(t, { commands: unready }), { code: 0, out: /ok 5 - commands # SKIP it wants to be set up first/ });
  const others = { "test/a.test.ts": 'import { test } from "vitest";\n' };
  t.match(tried(t, others), { code: 0, out: /its tests in TypeScript # SKIP they are for another runner/ });
  const between = `${BASH}source "$PLUGIN_ENABLED_PATH/common/functions"\nsource "$PLUGIN_AVAILABLE_PATH/config/functions"\n`;
  t.equal(tried(t, { "post-deploy": between }).code, 0);
});

/** When a plugin changed last, what its plugin.toml says of Dokku, and how its hooks are fired then; a folder that is no repository has no date. */
const AGES: readonly (readonly [changed: string, dokku: string | undefined, age: string, fired: readonly string[]])[] = [
  [
    "2013-12-01",
    undefined,
    "0.2.0",
    ["nginx-pre-reload web", "post-deploy web|49153", "pre-build web|app/web", "pre-deploy web|app/web"],
  ],
  ["2015-06-01", undefined, "0.3.26", ["nginx-pre-reload web", "post-deploy web|5000|172.17.0.2", "pre-deploy web"]],
  ["", undefined, "0.3.26", ["nginx-pre-reload web", "post-deploy web|5000|172.17.0.2", "pre-deploy web"]],
  ["2016-01-01", "", "0.4.6", ["nginx-pre-reload web", "post-deploy web|5000|172.17.0.2", "pre-deploy web"]],
  ["2019-01-01", "", "0.30.0", ["nginx-pre-reload web||"]],
  ["", ">=0.30 <0.38", "0.30.0", ["nginx-pre-reload web||"]],
  ["2026-10-01", "nonsense", "0.38.27", ["nginx-pre-reload web||"]],
];

for (const [changed, dokku, age, fired] of AGES)
  t.test(`hooks are fired as ${age} did, too: changed ${changed || "some day"}, for ${dokku ?? "no plugin.toml"}`, async (t) => {
    const { path, put } = testRoot(t, { plugins: false, programs: false });
    const hooks = ["nginx-pre-reload", "post-deploy", "pre-build", "pre-deploy"];
    for (const hook of hooks) put(`probe/${hook}`, `${BASH}IFS="|"\necho "${hook} $*" >>${path}/heard\n`);
    if (dokku !== undefined) put("probe/plugin.toml", TOML.replace("[plugin]\n", `[plugin]\ndokku = "${dokku}"\n`));
    const env = { PATH: process.env.PATH ?? "", HOME: path, TMPDIR: path, GIT_COMMITTER_DATE: `${changed} 12:00:00 +0000` };
    const git = (...words: string[]) =>
      ran("git", ["-c", "user.name=a", "-c", "user.email=a@b.c", ...words], { env, cwd: join(path, "probe") });
    if (changed)
      for (const words of [
        ["init", "-q"],
        ["add", "."],
        ["commit", "-qm", "all"],
      ])
        t.equal(git(...words).code, 0);
    const { out, err } = ran(join(checkout, "core/dokku"), ["plugin:test", join(path, "probe")], {
      env,
      cwd: path,
      limit: 300_000,
    });
    t.match(out, `\n# hooks fired as by Hokku and by Dokku ${age}\n`, err);
    const then = [...out.matchAll(/^ok \d+ - hook (\S+) as Dokku (\S+) fires it/gm)].map(
      ([, hook, release]) => `${hook} ${release}`,
    );
    t.same(
      then,
      fired.map((call) => `${call.split(" ")[0]} ${age}`),
      out,
    );
    const heard = readFileSync(join(path, "heard"), "utf8").trim().split("\n");
    for (const call of fired) t.ok(heard.includes(call), `${call}: ${heard}`);
    t.equal(heard.length, hooks.length + fired.length, "once as Hokku does, and once as then");
  });

t.test("what is written down of releases is of triggers that there are", async (t) => {
  const text = readFileSync(join(checkout, "plugins/plugin/lib/conformance/ages.tsv"), "utf8");
  const [head = [], ...rows] = text.split("\n").flatMap((line) => (line && !line.startsWith("#") ? [line.split("\t")] : []));
  t.same(head, ["trigger", "0.2.0", "0.3.26", "0.4.6", "0.30.0", "0.38.27"]);
  t.ok(rows.length > 50);
  for (const [trigger = "", ...cells] of rows) {
    t.ok(Object.hasOwn(catalogue, trigger), trigger);
    t.equal(cells.length, head.length - 1, trigger);
    t.ok(
      cells.some((cell) => cell !== "-"),
      trigger,
    );
  }
});

const INSTALL = `${BASH}set -eo pipefail
source "$PLUGIN_CORE_AVAILABLE_PATH/common/functions"
apt-get install -y no-such-package
echo "%dokku ALL=(ALL) NOPASSWD:/bin/true" >/etc/sudoers.d/dokku-probe
id=$(docker run -d --name probe.1 busybox sleep 100)
docker pull redis:7
docker run --rm busybox true
mkdir -p "$DOKKU_LIB_ROOT/data/probe" /opt/probe/below && touch "$DOKKU_LIB_ROOT/data/probe/$id" /opt/probe/below/x
(crontab -l && echo "@hourly dokku probe:look") | crontab -
echo "* * * * * root true" >/etc/cron.d/dokku-probe
sudo -u dokku -E touch /etc/passwd
`;

/** Whether this machine lets a plugin be set up where it counts for nothing. */
const isHeld = !/SKIP this host lets nobody/.test(tried(t, { install: `${BASH}true\n` }).out);

/** What a plugin does as it comes and goes, how the line about it begins, and what it says. */
const LEAVES: readonly (readonly [files: Readonly<Record<string, string | undefined>>, line: RegExp])[] = [
  [
    { install: INSTALL },
    /not ok \d+ - uninstall leaves nothing behind\n {2}# uninstalled, it leaves the container probe\.1, a line of cron's: @hourly dokku probe:look, \/etc\/cron\.d\/dokku-probe\n/,
  ],
  [
    {
      install: INSTALL,
      uninstall: `${BASH}set -e\n[[ $1 == probe ]]\ndocker stop probe.1 && docker rm -f "$(docker ps -aq)"\ncrontab -r\nrm /etc/cron.d/dokku-probe\n`,
    },
    /not ok \d+ - uninstall leaves nothing behind # TODO uninstalled, it leaves the image redis:7, \/etc\/sudoers\.d\/dokku-probe, \/opt\/probe\n# hooks .*\n# probe is ready: 7 checks passed; uninstalled, it leaves the image/,
  ],
  [
    {
      install: INSTALL,
      "uninstall.ts": `#!/usr/bin/env hokku
import { rmSync } from "node:fs";
import { hook } from "hokku";
import { run } from "hokku/run";
export default hook("uninstall", async (io) => {
  for (const words of [["rm", "-f", "probe.1"], ["image", "rm", "redis:7"]]) await run(io, "docker", words);
  await run(io, "crontab", ["-r"]);
  for (const path of ["/etc/cron.d/dokku-probe", "/etc/sudoers.d/dokku-probe", "/opt/probe"]) rmSync(path, { recursive: true });
});
`,
    },
    /\nok \d+ - uninstall leaves nothing behind\n# hooks .*\n# probe is ready: 7 checks passed\n/,
  ],
  [
    { install: INSTALL, "plugin.toml": undefined },
    /# TODO uninstalled, it leaves .*\n# hooks .*\n# probe is ready: 6 checks passed; uninstalled/,
  ],
  [{ uninstall: `${BASH}sed -i '/127/d' /etc/hosts\n` }, /# TODO uninstalled, it leaves \/etc\/hosts changed\n/],
  [{ uninstall: `${BASH}rm /etc/hosts\n` }, /# TODO uninstalled, it leaves \/etc\/hosts removed\n/],
  [{ uninstall: `${BASH}echo "not today" >&2\nexit 1\n` }, /\n {2}# its uninstall fails, so that the plugin stays: not today\n/],
  [{ install: `${BASH}git clone -q https://example.com/x.git /tmp/none\n` }, /# SKIP its install hook wants what is not there/],
];

for (const [files, line] of LEAVES)
  t.test(`what it leaves is said: ${line.source}`, { skip: !isHeld && "no namespaces here" }, async (t) => {
    const hosts = statSync("/etc/hosts").mtimeMs;
    t.match(tried(t, files).out, line);
    t.equal(statSync("/etc/hosts").mtimeMs, hosts, "and this machine is as it was");
    for (const path of ["/etc/cron.d/dokku-probe", "/etc/sudoers.d/dokku-probe", "/opt/probe"]) t.notOk(existsSync(path), path);
  });

const isRoot = process.getuid?.() === 0;
t.test("whoever is not root sees it as well", { skip: (!isRoot || !isHeld) && "needs root, and namespaces" }, async (t) => {
  const { path, put } = testRoot(t, { plugins: false, programs: false });
  put("probe/plugin.toml", TOML);
  put("probe/install", `${BASH}set -e\necho "Defaults" >/etc/sudoers.d/dokku-probe\ntouch /var/lib/dokku-probe\n`);
  t.equal(ran("chown", ["-R", "nobody", path], { env: { PATH: process.env.PATH ?? "" } }).code, 0);
  const env = { PATH: process.env.PATH ?? "", HOME: path, TMPDIR: path };
  const words = [
    "--reuid=nobody",
    "--regid=nogroup",
    "--clear-groups",
    join(checkout, "core/dokku"),
    "plugin:test",
    join(path, "probe"),
  ];
  const { out, err } = ran("setpriv", words, { env, cwd: path, limit: 300_000 });
  t.match(out, /# TODO uninstalled, it leaves \/etc\/sudoers\.d\/dokku-probe, \/var\/lib\/dokku-probe\n/, err);
});

t.test("as JSON, and what is no plugin's address", async (t) => {
  const { code, out } = tried(t, { "post-deploy": `${BASH}exit 3\n` }, "--json");
  t.equal(code, 1);
  const failing = { name: "hook post-deploy", ok: false, why: "it ends with 3 and does not say why" };
  t.match(JSON.parse(out), { plugin: "probe", passed: 4, failed: 1, checks: [{ ok: true }, {}, {}, {}, failing] });
  const { env } = testRoot(t, { plugins: false });
  const dokku = (...words: string[]) => ran(join(checkout, "core/dokku"), words, { env: { ...env, FINGERPRINT: "SHA256:x" } });
  for (const command of ["plugin:test", "plugin:new"]) t.equal(dokku(command, "x").code, 1, `${command} is not for keys`);
});
