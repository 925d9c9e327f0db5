import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { PATIENCE } from "../lib/patience.ts";
import { checkout, type Root, ran, root } from "../lib/root.ts";

/** Who answers a command: `subcommands/`, then every `commands` file by the protocol of exit codes, or nobody. */
interface Row {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly code: number;
  readonly out?: string;
  readonly err?: RegExp;
}

const sh = (text: string) => `#!/usr/bin/env bash\n${text}\n`;
const echo = sh(`echo "\${0##*/enabled/}: $*"`);
const notMine = sh('exit "$DOKKU_NOT_IMPLEMENTED_EXIT"');
const sloppy = sh('case "$1" in\nold:do) echo "old did $2" ;;\nhelp) cat && echo "    old:do, Do" ;;\nesac');
const unknown = /is not a dokku command; run: dokku help/;

const rows: readonly Row[] = [
  {
    name: "subcommands/default answers the bare name",
    files: { "p/subcommands/default": echo },
    words: ["p", "a b"],
    code: 0,
    out: "p/subcommands/default: p a b\n",
  },
  {
    name: "a colon with nothing behind it is not the bare name",
    files: { "p/subcommands/default": echo },
    words: ["p:"],
    code: 1,
    out: "",
    err: unknown,
  },
  {
    name: "subcommands/x answers p:x",
    files: { "p/subcommands/x": echo },
    words: ["p:x", "--f", "1"],
    code: 0,
    out: "p/subcommands/x: p:x --f 1\n",
  },
  {
    name: "a second colon is part of the name",
    files: { "p/subcommands/x:y": echo },
    words: ["p:x:y"],
    code: 0,
    out: "p/subcommands/x:y: p:x:y\n",
  },
  {
    name: "a command's name leads to no other file",
    files: { "p/subcommands/x": echo, "p/secret": echo },
    words: ["p:../secret"],
    code: 1,
    out: "",
    err: unknown,
  },
  {
    name: "nor does a plugin's",
    files: { "p/subcommands/x": echo },
    words: ["p/../p:x"],
    code: 1,
    out: "",
    err: unknown,
  },
  {
    name: "a subcommand goes before commands",
    files: { "p/subcommands/x": echo, "p/commands": echo },
    words: ["p:x"],
    code: 0,
    out: "p/subcommands/x: p:x\n",
  },
  { name: "its exit code travels up", files: { "p/subcommands/x": sh("exit 21") }, words: ["p:x"], code: 21, out: "" },
  {
    name: "commands is asked with the whole name",
    files: { "p/commands": echo.replace("echo", "[[ $1 == p:x ]] || exit 10; echo") },
    words: ["p:x", "w"],
    code: 0,
    out: "p/commands: p:x w\n",
  },
  { name: "10 is not mine", files: { "a/commands": notMine, "b/commands": notMine }, words: ["p:x"], code: 1, err: unknown },
  {
    name: "10 from one and an answer from another",
    files: { "a/commands": notMine, "b/commands": sh("[[ $1 == b:y ]] || exit 10; echo b") },
    words: ["b:y"],
    code: 0,
    out: "b\n",
  },
  {
    name: "0 keeps asking: two may answer",
    files: {
      "a/commands": sh("case $1 in x) echo a ;; *) exit 10 ;; esac"),
      "b/commands": sh("case $1 in x) echo b ;; *) exit 10 ;; esac"),
    },
    words: ["x"],
    code: 0,
    out: "a\nb\n",
  },
  {
    name: "any other code ends it",
    files: { "a/commands": sh("case $1 in x) exit 5 ;; esac; exit 10"), "b/commands": sh("echo never") },
    words: ["x"],
    code: 5,
    out: "",
  },
  {
    name: "one that fails for everything stops nobody else",
    files: {
      "a/commands": sh('source "$PLUGIN_PATH/gone" 2>/dev/null || exit 3'),
      "b/commands": sh("[[ $1 == b:y ]] || exit 10; echo b"),
    },
    words: ["b:y"],
    code: 0,
    out: "b\n",
  },
  {
    name: "nor one that knows exit code 10",
    files: { "a/commands": sh("false || exit 3; exit 10"), "b/commands": sh("[[ $1 == b:y ]] || exit 10; echo b") },
    words: ["b:y"],
    code: 0,
    out: "b\n",
  },
  {
    name: "its failure is the answer where nobody else has one, as its command may have a name that is put together",
    files: { "a/commands": sh('case "$1" in "$PREFIX:x") exit 5 ;; esac'), "b/commands": notMine },
    env: { PREFIX: "a" },
    words: ["a:x"],
    code: 5,
    out: "",
  },
  {
    name: "what is in TypeScript is asked first, and answers alone",
    files: {
      "a/commands": sh("[[ $1 == x ]] || exit 10; echo a"),
      "b/commands.ts":
        "#!/usr/bin/env hokku\nexport default ([name]: string[]) => (name === 'x' ? (console.log('typed'), 0) : 10);\n",
    },
    words: ["x"],
    code: 0,
    out: "typed\n",
  },
  {
    name: "case 27: a command in TypeScript that throws is named, with the line of its own code",
    files: {
      "p/subcommands/x.ts": "#!/usr/bin/env hokku\nimport { helped } from '../lib/help.ts';\nexport default () => helped({});\n",
      "p/lib/help.ts": "export const helped = (o: any) =>\n  o.a.b;\n",
    },
    words: ["p:x"],
    code: 1,
    out: "",
    err: /^ ! {5}The command p:x failed: Cannot read properties of undefined \(reading 'b'\)\n ! {5}at \S+\/p\/lib\/help\.ts:2; (?!.* {4}at )/,
  },
  {
    name: "an error of the system, parts of which cannot be written, is named as any other",
    files: {
      "p/subcommands/x.ts": "#!/usr/bin/env hokku\nimport { rmSync } from 'node:fs';\nexport default () => rmSync('/proc');\n",
    },
    words: ["p:x"],
    code: 1,
    out: "",
    err: /^ ! {5}The command p:x failed: Path is a directory: rm returned EISDIR/,
  },
  {
    name: "case 27: and a hook, with its trigger; one that cannot be loaded too",
    files: { "p/subcommands/x": echo, "q/user-auth.ts": "#!/usr/bin/env hokku\nimport 'nowhere';\nexport default () => 0;\n" },
    words: ["p:x"],
    code: 1,
    out: "",
    err: /^ ! {5}The hook user-auth of the plugin q failed: Cannot find package 'nowhere'/,
  },
  {
    name: "a file older than exit code 10 answers its own command",
    files: { "old/commands": sloppy },
    words: ["old:do", "it"],
    code: 0,
    out: "old did it\n",
  },
  {
    name: "but ending with 0 for everything is no answer",
    files: { "old/commands": sloppy },
    words: ["nonsense"],
    code: 1,
    err: unknown,
  },
  {
    name: "not even for a command of its own that it does not have",
    files: { "old/commands": sloppy },
    words: ["old:nonsense"],
    code: 1,
    err: unknown,
  },
  {
    name: "a commands file that cannot be executed is named and skipped",
    files: { "p/commands": "echo p\n", "q/commands": sh("[[ $1 == q ]] || exit 10; echo q") },
    words: ["q"],
    code: 0,
    out: "q\n",
    err: /p\/commands is not executable/,
  },
  {
    name: "no plugin.toml is needed",
    files: { "bare/subcommands/x": echo },
    words: ["bare:x"],
    code: 0,
    out: "bare/subcommands/x: bare:x\n",
  },
  { name: "an unknown command of nobody", files: {}, words: ["nonsense:x"], code: 1, err: unknown },
  {
    name: "words are not interpreted on their way",
    files: { "p/subcommands/x": sh(`printf '<%s>' "\${@:2}"`) },
    words: ["p:x", "", "*", "$(id)", "a\nb", "'\""],
    code: 0,
    out: "<><*><$(id)><a\nb><'\">",
  },
  {
    name: "--app is a variable for plugins of the host",
    files: { "p/subcommands/x": sh('echo "$# $DOKKU_APP_NAME"') },
    words: ["--app", "blog", "p:x"],
    code: 0,
    out: "1 blog\n",
  },
  {
    name: "global flags are variables",
    files: { "p/subcommands/x": sh('echo "$1 $DOKKU_QUIET_OUTPUT $DOKKU_APPS_FORCE_DELETE$DOKKU_GLOBAL_FLAGS"') },
    words: ["--quiet", "--force", "p:x"],
    code: 0,
    out: "p:x 1 1 --quiet --force\n",
  },
  {
    name: "global flags are variables behind the command too, and stay among its words",
    files: { "p/subcommands/x": sh('echo "$* $DOKKU_QUIET_OUTPUT $DOKKU_APPS_FORCE_DELETE$DOKKU_GLOBAL_FLAGS"') },
    words: ["p:x", "cache", "web", "--no-restart", "--force"],
    code: 0,
    out: "p:x cache web --no-restart --force  1 --no-restart --force\n",
  },
  {
    name: "user-auth may refuse",
    files: { "p/subcommands/x": echo, "acl/user-auth": sh("[[ $3 != p:x ]] || exit 2") },
    words: ["p:x"],
    code: 2,
    out: "",
  },
];

for (const { name, files, words, env, code, out, err } of rows)
  t.test(name, async (t) => {
    const made = root(t, { plugins: false });
    for (const [file, text] of Object.entries(files)) made.put(`lib/plugins/enabled/${file}`, text);
    const got = made.dokku(words, { env: { ...env } });
    t.same([got.code, got.out], [code, out ?? got.out], "exit code and stdout");
    t.match(got.err, err ?? /^$/, "stderr");
  });

t.test("a commands file that waits on stdin holds up neither a stranger's command nor help, with stdin open", async (t) => {
  const made = root(t);
  made.put("lib/plugins/enabled/hanger/commands", sh('case "$1" in hanger) cat ;; *) cat >/dev/null ;; esac'));
  made.put("lib/plugins/enabled/zebra/commands", sh("[[ $1 == zebra ]] || exit 10; echo zebra"));
  t.same(await withOpenStdin(made, ["zebra"]), [0, "zebra\n"], "a command of another plugin");
  t.match((await withOpenStdin(made, ["nonsense"]))[0], 1, "an unknown command");
  t.not((await withOpenStdin(made, ["help"]))[0], "hangs", "help");
});

t.test("stdin reaches the one who answers", async (t) => {
  const made = root(t, { plugins: false });
  made.put("lib/plugins/enabled/a/commands", sh("[[ $1 == a:in ]] || { cat >/dev/null; exit 10; }; cat"));
  made.put("lib/plugins/enabled/b/commands", sh("[[ $1 == b:in ]] || exit 10; cat"));
  made.put("lib/plugins/enabled/c/subcommands/in", sh("cat"));
  t.equal(made.dokku(["a:in"], { input: "x\n" }).out, "x\n");
  t.equal(made.dokku(["c:in"], { input: "x\n" }).out, "x\n");
});

t.test("plugins in the manner of real ones, of three eras and two languages", async (t) => {
  const made = root(t);
  const enabled = join(made.path, "lib/plugins/enabled");
  for (const name of ["tether", "drawer", "larder", "witness", "abacus"]) {
    cpSync(join(checkout, "test/fixtures/plugins", name), join(enabled, name), { recursive: true, verbatimSymlinks: true });
  }
  mkdirSync(join(made.path, "home/blog"));
  const env = { WITNESS_LOG: join(made.path, "witnessed"), PATH: `${join(checkout, "core")}:${process.env.PATH}` };
  const dokku = (...words: string[]) => made.dokku(words, { env });

  t.same(dokku("tether:add", "blog", "redis:cache"), { code: 0, out: "", err: "" });
  t.equal(dokku("tether", "blog").out, "redis:cache\n");
  t.equal(dokku("tether:add", "shop", "x:y").code, 1);
  t.equal(dokku("drawer:add", "blog", "/srv:/data").out, "-----> blog has the drawer /srv:/data\n/srv:/data\n");
  t.equal(dokku("abacus:add", "1", "2", "39").out, "42\n");
  t.equal(dokku("abacus:words", "a b", "", "'").out, "3 ['a b', '', \"'\"]\n");
  t.equal(dokku("larder:nonsense").code, 1);
  t.match(dokku("larder:help").out, /larder:create +create a larder\n/);

  const script = 'source "$1/hooks/environment"; "${@:2}" docker-args blog deploy';
  const fire = (...bus: string[]) =>
    ran("/bin/bash", ["-c", script, "-", checkout, ...bus], { env: { ...made.env, ...env } }).out;
  t.equal(fire("pluginhook"), " --label counted=blog -v /srv:/data --link redis:cache\n");
  t.equal(fire("plugn", "trigger"), " --label counted=blog\n -v /srv:/data\n --link redis:cache\n");
  t.match(readFileSync(env.WITNESS_LOG, "utf8"), /docker-args\(blog deploy\)\ndocker-args\(blog deploy\)\n$/);
});

t.test("a datastore links, shows, promotes and unlinks a service through our functions and commands", async (t) => {
  const made = root(t);
  cpSync(join(checkout, "test/fixtures/plugins/larder"), join(made.path, "lib/plugins/enabled/larder"), {
    recursive: true,
    verbatimSymlinks: true,
  });
  symlinkSync(join(checkout, "plugins"), join(made.path, "lib/plugins/ours"));
  mkdirSync(join(made.path, "home/blog"));
  const env = {
    PATH: `${join(checkout, "core")}:${process.env.PATH}`,
    PLUGIN_AVAILABLE_PATH: join(made.path, "lib/plugins/ours"),
  };
  const dokku = (...words: string[]) => made.dokku(words, { env });
  const linked = () => dokku("docker-options:report", "blog", "--docker-options-run").out.trim();

  t.same(dokku("larder:create", "jam", "5"), { code: 0, out: "=====> Larder container created: jam\n", err: "" });
  t.match(dokku("larder:create", "jam"), { code: 1, err: " !     Larder service jam already exists\n" });
  t.match(dokku("larder:link", "jam", "shop"), { code: 20, err: " !     App shop does not exist\n" });
  t.match(dokku("larder:link", "jam", "blog"), { code: 0, err: "" });
  t.equal(dokku("config:get", "blog", "LARDER_URL").out, "jam://larder:plum@dokku-larder-jam:2000/jam\n");
  t.equal(linked(), "--link dokku.larder.jam:dokku-larder-jam");
  t.match(dokku("larder:link", "jam", "blog"), { code: 1, err: " !     Already linked as LARDER_URL\n" });
  t.match(dokku("larder:info", "jam").out, /Jars: +5\n +Links: +blog\n/);
  t.match(dokku("larder:unlink", "jam", "blog"), { code: 0, err: "" });
  t.same([dokku("config:get", "blog", "LARDER_URL").code, linked()], [1, ""]);
  t.match(dokku("--app", "blog", "larder:link", "jam"), { code: 0, err: "" }, "with the app of --app");
  t.match(dokku("larder:info", "jam").out, /Links: +blog\n/);
});

/** Runs a command with a stdin on which nothing comes and which nobody closes. Answers exit code and stdout, or "hangs". */
async function withOpenStdin({ env }: Root, words: readonly string[]): Promise<[number | "hangs", string]> {
  const child = spawn(join(checkout, "core/dokku"), words, { env: { ...env }, stdio: ["pipe", "pipe", "ignore"] });
  const out: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  const patience = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  const [code] = await once(child, "close");
  clearTimeout(patience);
  return [code ?? "hangs", Buffer.concat(out).toString()];
}
