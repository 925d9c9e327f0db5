import { chmodSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { checkout, type Ran, type Root, ran, root } from "../lib/root.ts";

/**
 * One table for the two buses, each by its bash shim and by the dispatcher: `plugn` lets hooks speak one after another on the
 * same stdin, `pluginhook` makes each one's stdout the next one's stdin.
 */
interface Row {
  readonly name: string;
  /** Hooks by plugin, `plugin: text`, or `tree/plugin: text` for another tree than `plugins/enabled`. */
  readonly hooks: Readonly<Record<string, string>>;
  readonly trigger?: string;
  readonly args?: readonly string[];
  readonly input?: string;
  readonly prepare?: (made: Root, enabled: string) => void;
  readonly plugn: readonly [code: number, out: string];
  /** Without an output where it failed: then how much is shown depends on the way. */
  readonly pluginhook: readonly [code: number, out?: string];
  readonly err?: RegExp;
}

const sh = (text: string) => `#!/usr/bin/env bash\n${text}\n`;
const say = (text: string) => sh(`echo ${text}`);
const copy = (text: string) => sh(`cat; echo ${text}`);

const rows: readonly Row[] = [
  { name: "nobody listens", hooks: {}, input: "in\n", plugn: [0, ""], pluginhook: [0, "in\n"] },
  {
    name: "names in the order of bytes",
    hooks: { b: copy("b"), a: copy("a"), B: copy("B"), "20_x": copy("20"), "100-y": copy("100"), "a-b": copy("a-b") },
    plugn: [0, "100\n20\nB\na\na-b\nb\n"],
    pluginhook: [0, "100\n20\nB\na\na-b\nb\n"],
  },
  {
    name: "a plugin of the host shadows one of ours, one in PLUGIN_PATH itself both",
    hooks: {
      "core-plugins/enabled/a": copy("core"),
      "core-plugins/enabled/b": copy("core b"),
      a: copy("host"),
      "plugins/c": copy("old"),
    },
    plugn: [0, "host\ncore b\nold\n"],
    pluginhook: [0, "host\ncore b\nold\n"],
  },
  {
    name: "a plugin of the host that has no such hook still shadows ours",
    hooks: { "core-plugins/enabled/a": copy("core"), b: copy("b") },
    prepare: (_made, enabled) => void mkdirSync(join(enabled, "a")),
    plugn: [0, "b\n"],
    pluginhook: [0, "b\n"],
  },
  {
    name: "places of their own, as .order has them, for plugins of all trees; lines that say nothing are passed over",
    hooks: {
      "core-plugins/enabled/m": copy("m"),
      "core-plugins/enabled/n": copy("n"),
      a: copy("a"),
      "m-x": copy("m-x"),
      z: copy("z"),
      "plugins/y": copy("y"),
    },
    prepare: (made) => void made.put("lib/plugins/.order", "z #00\n\nodd\ngone m#01\na m#00\ny m#01\n"),
    plugn: [0, "z\nm\na\ny\nm-x\nn\n"],
    pluginhook: [0, "z\nm\na\ny\nm-x\nn\n"],
  },
  {
    name: "a trigger's name leads to no other file",
    hooks: { a: say("a") },
    trigger: "../a/x",
    plugn: [0, ""],
    pluginhook: [0, ""],
  },
  {
    name: "words arrive as they are",
    hooks: { a: sh(`printf '<%s>' "$#" "$@"`) },
    args: ["two words", "", "*", "$HOME", "`x`", "a'b\"c", "\\", "line\nline", "--flag", "é"],
    plugn: [0, "<10><two words><><*><$HOME><`x`><a'b\"c><\\><line\nline><--flag><é>"],
    pluginhook: [0, "<10><two words><><*><$HOME><`x`><a'b\"c><\\><line\nline><--flag><é>"],
  },
  {
    name: "stdin: plugn's first reader takes all, pluginhook's each adds",
    hooks: { a: copy("a"), b: copy("b"), c: sh(`read -r first; echo "c read $first"`) },
    input: "in\n",
    plugn: [0, "in\na\nb\nc read \n"],
    pluginhook: [0, "c read in\n"],
  },
  {
    name: "a hook that does not read",
    hooks: { a: copy("a"), b: say("b") },
    input: "in\n",
    plugn: [0, "in\na\nb\n"],
    pluginhook: [0, "b\n"],
  },
  {
    name: "options that hooks add with and without reading, as docker-args",
    hooks: { a: sh(`echo "$(cat) -v /a:/b"`), b: sh(`printf '%s --link "x y"' "$(cat)"`) },
    plugn: [0, ' -v /a:/b\n --link "x y"'],
    pluginhook: [0, ' -v /a:/b --link "x y"'],
  },
  {
    name: "more than a pipe holds",
    hooks: { a: sh("head -c 300000 /dev/zero | tr '\\0' x"), b: sh("cat | wc -c") },
    plugn: [0, `${"x".repeat(300_000)}0\n`],
    pluginhook: [0, "300000\n"],
  },
  { name: "exit codes travel up", hooks: { a: sh("exit 20") }, plugn: [20, ""], pluginhook: [20] },
  {
    name: "exit code 10 means nothing here",
    hooks: { a: copy("a"), b: sh("cat; exit 10") },
    plugn: [10, "a\n"],
    pluginhook: [10],
  },
  {
    name: "the first failure ends plugn",
    hooks: { a: say("a"), b: sh("echo b; exit 3"), c: sh("echo never") },
    plugn: [3, "a\nb\n"],
    pluginhook: [3],
  },
  {
    name: "a file without its x-bit is skipped and named",
    hooks: { a: say("a"), b: copy("b") },
    prepare: (_made, enabled) => chmodSync(join(enabled, "a/x"), 0o644),
    plugn: [0, "b\n"],
    pluginhook: [0, "b\n"],
    err: /plugins\/enabled\/a\/x is not executable/,
  },
  {
    name: "a hook that is a symlink, and a plugin that is one, keep their own name in $0",
    hooks: {
      a: sh('cat; echo "$(basename "$0") of $(basename "$(dirname "$0")") in $(basename "$(dirname "$(dirname "$0")")")"'),
    },
    prepare: (made, enabled) => {
      made.put("lib/plugins/available/real/all-of-them", sh('cat; echo "$(basename "$0") of $(basename "$(dirname "$0")")"'));
      symlinkSync("all-of-them", join(made.path, "lib/plugins/available/real/x"));
      symlinkSync("../available/real", join(enabled, "linked"));
    },
    plugn: [0, "x of a in enabled\nx of linked\n"],
    pluginhook: [0, "x of a in enabled\nx of linked\n"],
  },
  {
    name: "folders, dotted plugins, dangling links and stray files are nobody's hook",
    hooks: { a: copy("a"), ".hidden": copy("hidden") },
    prepare: (made, enabled) => {
      mkdirSync(join(enabled, "folder/x"), { recursive: true });
      made.put("lib/plugins/enabled/x", say("stray"));
      symlinkSync("/nowhere", join(enabled, "gone"));
      mkdirSync(join(enabled, "dangling"));
      symlinkSync("/nowhere", join(enabled, "dangling/x"));
    },
    plugn: [0, "a\n"],
    pluginhook: [0, "a\n"],
  },
  {
    name: "the working directory is the caller's",
    hooks: { a: sh('cat; basename "$PWD"; cd /'), b: sh('cat; basename "$PWD"') },
    plugn: [0, "source tree\nsource tree\n"],
    pluginhook: [0, "source tree\nsource tree\n"],
  },
  {
    name: "Dokku's variables are there",
    hooks: {
      a: sh('cat; echo "$DOKKU_NOT_IMPLEMENTED_EXIT $DOKKU_API_VERSION ${PLUGIN_ENABLED_PATH##*/lib/} ${DOKKU_TRACE-unset}"'),
    },
    plugn: [0, "10 1 plugins/enabled unset\n"],
    pluginhook: [0, "10 1 plugins/enabled unset\n"],
  },
  {
    name: "other languages, and what goes to stderr",
    hooks: {
      a: "#!/usr/bin/env python3\nimport sys\nprint(sys.stdin.read(), end='')\nprint('py', *sys.argv[1:])\n",
      b: copy("b >&2; echo c"),
    },
    args: ["one two"],
    plugn: [0, "py one two\nc\n"],
    pluginhook: [0, "py one two\nc\n"],
    err: /^b$/m,
  },
];

const ways: Readonly<Record<string, readonly [bus: "plugn" | "pluginhook", program: string, words: readonly string[]]>> = {
  "hooks/plugn": ["plugn", join(checkout, "hooks/plugn"), ["trigger"]],
  "core, as plugn": ["plugn", join(checkout, "core/node"), [join(checkout, "hooks/from-bash.ts"), "plugn"]],
  "hooks/pluginhook": ["pluginhook", join(checkout, "hooks/pluginhook"), []],
  "core, as pluginhook": ["pluginhook", join(checkout, "core/node"), [join(checkout, "hooks/from-bash.ts"), "pluginhook"]],
};

for (const row of rows)
  t.test(row.name, async (t) => {
    for (const [way, [bus, program, words]] of Object.entries(ways)) {
      const { code, out, err } = fire(rootFor(t, row), program, words, row);
      const [wanted, text] = row[bus];
      t.same([code, text === undefined ? undefined : out], [wanted, text], `${way}: exit code and stdout`);
      t.match(err, row.err ?? /^$/, `${way}: stderr`);
    }
  });

t.test("one hook in TypeScript among others: the shims hand all of them to one dispatcher", async (t) => {
  const ts = [
    "#!/usr/bin/env hokku",
    "export default (args, io) => {",
    "  const text = (io.stdin === 'inherit' ? '' : io.stdin) + `ts ${args}\\n`;",
    "  if (io.stdout === 'inherit') process.stdout.write(text);",
    "  else io.stdout(text);",
    "};",
  ].join("\n");
  const row: Row = {
    name: "",
    hooks: { a: copy("a"), c: copy("c") },
    args: ["w x"],
    plugn: [0, "a\nts w x\nc\n"],
    pluginhook: [0, "a\nts w x\nc\n"],
  };
  for (const [way, [bus, program, words]] of Object.entries(ways)) {
    const made = rootFor(t, row);
    made.put("lib/plugins/enabled/b/x.ts", ts);
    made.put("lib/plugins/enabled/b/x", say("the file beside it"));
    const { code, out, err } = fire(made, program, words, row);
    t.same([code, out, err], [...row[bus], ""], way);
  }
});

t.test("a hook without a first line for the system is run as a shell script", async (t) => {
  const row: Row = { name: "", hooks: { a: "echo plain\n" }, plugn: [0, "plain\n"], pluginhook: [0, "plain\n"] };
  const made = rootFor(t, row);
  chmodSync(join(made.path, "lib/plugins/enabled/a/x"), 0o755);
  const byCore = () => fire(made, join(checkout, "core/node"), [join(checkout, "hooks/from-bash.ts"), "plugn"], row).out;
  t.same(byCore(), "plain\n");
  made.put("lib/plugins/enabled/a/plugin.toml", "");
  made.put("lib/plugins/enabled/a/x", "[[ $0 == */x && -n $BASH_VERSION ]] && echo bash\n");
  t.same(byCore(), "bash\n", "which is bash, as it is where bash fires it");
});

function rootFor(t: Parameters<typeof root>[0], { hooks, prepare }: Row): Root {
  const made = root(t, { plugins: false });
  mkdirSync(join(made.path, "source tree"));
  mkdirSync(join(made.path, "lib/core-plugins/enabled"), { recursive: true });
  for (const [name, text] of Object.entries(hooks))
    made.put(`lib/${name.includes("/") ? name : `plugins/enabled/${name}`}/x`, text);
  prepare?.(made, join(made.path, "lib/plugins/enabled"));
  return made;
}

/** Calls a bus with the environment that Dokku gives, as a plugin would. */
function fire(made: Root, program: string, words: readonly string[], { trigger = "x", args = [], input = "" }: Row): Ran {
  const script = 'source "$1" && exec "${@:2}"';
  const all = ["-c", script, "-", join(checkout, "hooks/environment"), program, ...words, trigger, ...args];
  return ran("/bin/bash", all, { env: { ...made.env }, input, cwd: join(made.path, "source tree") });
}
