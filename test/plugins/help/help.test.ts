import { mkdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { suggest } from "../../../plugins/common/lib/suggest.ts";
import { parseRow } from "../../../plugins/help/lib/rows.ts";
import { checkout, ran, root } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

/** In the manner of 47 real plugins: short or long, as the parent's command line says, after all of stdin. */
const OLD = `#!/usr/bin/env bash
case "$1" in
help | old:help)
  cat
  if [[ "$(ps -o command= $PPID)" == *--all* ]]; then
    printf '    old:go <app>, goes, and comes back\\n    old:stop <app>          stops\\n'
  else
    echo '    old, An old thing'
  fi
  ;;
*) exit "$DOKKU_NOT_IMPLEMENTED_EXIT" ;;
esac
`;

t.test("help: plugins, and all commands", async (t) => {
  const { dokku, put } = somePlugins(t, "help", "apps", "url", "common");
  const { code, out } = dokku(["help"]);
  t.equal(code, 0);
  t.match(out, /^Usage: dokku .*\n\nCommands:\n\n {4}apps {2}\S.*\n {4}help {2}\S.*\n {4}url {3}\S.*\n$/s);
  t.equal(dokku([]).out, out, "and so says bare dokku");
  const all = dokku(["help", "--all"]).out;
  t.match(all, /\n {4}apps:create <app> +Register a new, empty app\n/);
  t.match(all, /\n {4}apps:destroy \[--force\] <app> /);
  t.notMatch(all, /Community/);
  put("lib/plugins/enabled/old/commands", OLD);
  put("lib/plugins/enabled/bash/subcommands/hello", '#!/usr/bin/env bash\nmain() {\n  declare desc="says hello"\n}\n');
  put("lib/plugins/enabled/bash/plugin.toml", '[plugin]\ndescription = "greets"\n');
  t.match(dokku(["help"]).out, /\nCommunity plugin commands:\n\n {4}bash {2}greets\n {4}old {3}An old thing\n$/);
  t.match(
    dokku(["help", "--all"]).out,
    /\n {4}bash:hello {38}says hello\n {4}old:go <app> {36}goes, and comes back\n {4}old:stop <app> {34}stops\n$/,
  );
  const quiet = dokku(["--quiet", "help", "--all"]).out.split("\n").slice(0, -1);
  t.ok(quiet.every((line) => line.startsWith("    ")) && quiet.length > 10, "only rows under --quiet");
  put("lib/plugins/enabled/bad/commands", "#!/usr/bin/env bash\nexit 3\n");
  t.match(dokku(["help"]), { code: 0, err: /bad\/commands help ended with 3/ });
});

t.test("one plugin's page", async (t) => {
  const { dokku, put } = somePlugins(t, "help", "apps", "git", "url", "trace", "common");
  t.match(dokku(["git"]).out, /^Usage: dokku git/, "what TypeScript says in a comment is no answer");
  t.match(dokku(["apps:help"]).out, /^Usage: dokku apps\[:COMMAND\]\n\nManage apps\n.*\n {4}apps:create <app> /s);
  t.match(dokku(["url:help"]).out, /^Usage: dokku url <app>\n/);
  t.match(dokku(["trace:help"]).out, /trace:off/);
  put("lib/plugins/enabled/old/commands", OLD);
  put("lib/plugins/enabled/old/subcommands/go", "#!/bin/sh\n");
  t.equal(dokku(["old:help"]).out, "    old, An old thing\n", "a plugin that answers itself is not answered for");
  put("lib/plugins/enabled/bash/subcommands/hello", '#!/usr/bin/env bash\n  declare desc="says hello"\n');
  for (const name of ["bash", "bash:help"]) t.match(dokku([name]).out, /Commands:\n\n {4}bash:hello {2}says hello\n$/, name);
  t.match(dokku(["nope:help"]), { code: 1, err: /nope:help is not a dokku command/ });
  t.match(dokku(["apps:create", "--help"]).out, /^Usage: dokku apps:create <app>\n/);
});

t.test("better words", async (t) => {
  const names = ["apps:create", "apps:list", "config:get", "config:set", "config", "ps:scale", "logs", "greet:hello"];
  const rows: [string, string[]][] = [
    ["apps:craete", ["apps:create"]],
    ["app:create", ["apps:create"]],
    ["config:gte", ["config:get", "config:set"]],
    ["log", ["logs"]],
    ["greet:helo", ["greet:hello"]],
    ["zzzzzzzz", []],
    ["", []],
    ["x".repeat(5000), []],
  ];
  for (const [typed, expected] of rows) t.same(suggest(typed, names), expected, typed.slice(0, 20));
  t.equal(suggest("a", ["b", "c", "d", "e", "f"]).length, 3, "three at most");
  const { dokku, put, path } = somePlugins(t, "help", "apps", "common");
  put("lib/plugins/enabled/greet/subcommands/hello", "#!/bin/sh\n");
  mkdirSync(join(path, "home/web"));
  t.match(dokku(["apps:craete", "web"]), {
    code: 1,
    out: "",
    err: /is not a dokku command; did you mean apps:create\? All there are: dokku help --all\n/,
  });
  t.match(dokku(["greet:helo"]).err, /did you mean greet:hello\?/);
  t.notMatch(dokku(["\u001b[31mzzzzzzzzz"]).err.split("\n")[0], /did you mean/);
});

t.test("rows as plugins print them", async (t) => {
  const rows: [string, string, string][] = [
    ["    apps:create <app>, Create a new app", "apps:create <app>", "Create a new app"],
    ["    a <b>, one, two", "a <b>", "one, two"],
    ["    old:stop <app>          stops it", "old:stop <app>", "stops it"],
    ["alone", "alone", ""],
  ];
  for (const [line, command, summary] of rows) t.same(parseRow(line), { command, summary }, line);
});

t.test("case 23: help for one plugin or command, however it is asked for", async (t) => {
  const { dokku, put } = somePlugins(t, "help", "apps", "git", "url", "plugin", "legacy", "common");
  put("lib/plugins/enabled/old/commands", OLD);
  put("lib/plugins/enabled/old/subcommands/go", "#!/bin/sh\necho it ran\n");
  put("lib/plugins/enabled/bash/subcommands/hello", '#!/usr/bin/env bash\necho it ran\n  declare desc="says hello"\n');
  const rows: [words: string, out: RegExp][] = [
    ["help apps", /^Usage: dokku apps\[:COMMAND\]\n\nManage apps\n\nCommands:\n.*\n {4}apps:create <app> /s],
    ["help apps:help", /^Usage: dokku apps\[:COMMAND\]\n/],
    ["help apps:create", /^Usage: dokku apps:create <app>\n\nRegister/],
    ["apps:create --help", /^Usage: dokku apps:create <app>\n\nRegister/],
    ["help plugins", /^Usage: dokku plugin:list/],
    ["plugins --help", /^Usage: dokku plugin:list/],
    ["help old", /^Usage: dokku old\[:COMMAND\]\n/],
    ["help old:go", /^Usage: dokku old:go <app>\n\nGoes, and comes back\n$/],
    ["old:go --help", /^Usage: dokku old:go <app>\n\nGoes, and comes back\n$/],
    ["old:stop --help", /^Usage: dokku old:stop <app>\n\nStops\n$/],
    ["help bash:hello", /^Usage: dokku bash:hello\n\nSays hello\n$/],
    ["bash:hello --help", /^Usage: dokku bash:hello\n\nSays hello\n$/],
  ];
  for (const [words, out] of rows) t.match(dokku(words.split(" ")), { code: 0, out, err: "" }, words);
  t.match(dokku(["old:nope", "--help"]), { code: 1, out: "", err: /There is no help on "old:nope"/ });
});

t.test("case 23: what is not here: whose it is, and how to get it", async (t) => {
  const { dokku, put } = somePlugins(t, "help", "apps", "builds", "common");
  put("lib/plugins/available/mine/plugin.toml", "");
  const rows: [words: string, err: RegExp][] = [
    [
      "letsencrypt:enable web",
      /the plugin letsencrypt .* has it, and is not installed; run: .*plugin:install https:\/\/github.com\/dokku\/dokku-letsencrypt.git\n/,
    ],
    ["postgres:create db", /plugin:install https:\/\/github.com\/dokku\/dokku-postgres.git\n/],
    ["help letsencrypt", /There is no help on "letsencrypt"; the plugin letsencrypt /],
    ["pg:create db", /plugin:install --name pg https:\/\/github.com\/Kloadut\/dokku-pg-plugin.git\n/],
    ["certs:chain web", /certs:chain is not a dokku command; Dokku lists it and has never had it/],
    ["backup:export", /Dokku had it until 0\.4\.14; how to keep all of a host: docs\/backup\.md/],
    ["mine:go", /its plugin is disabled; run: .*dokku plugin:enable mine\n/],
    ["help nope", /There is no help on "nope"; all commands: dokku help --all/],
    ["help constructor", /There is no help on "constructor"/],
  ];
  for (const [words, err] of rows) t.match(dokku(words.split(" ")), { code: 1, out: "", err }, words);
});

t.test("case 24: every plugin of ours says what it is for", async (t) => {
  const rows = root(t).dokku(["--quiet", "help"]).out.split("\n").filter(Boolean);
  t.ok(rows.length > 40, `${rows.length} plugins`);
  for (const row of rows) t.match(row, /^ {4}[\w-]+ {2,}\S/, row);
});

t.test("case 24: at the width of the terminal, no word is broken", async (t) => {
  const { env, put } = somePlugins(t, "help", "apps", "git", "config", "common");
  put("lib/plugins/enabled/old/commands", OLD);
  for (const columns of [100, 80, 40, 20])
    for (const words of [["help"], ["help", "--all"], ["help", "git"], ["help", "config:set"], ["config:set", "--help"]]) {
      const { code, out } = ran(join(checkout, "core/dokku"), words, { env: { ...env, COLUMNS: String(columns) } });
      t.equal(code, 0);
      const long = out.split("\n").filter((line) => line.length > columns && /\S\s+\S{2,}/.test(line));
      t.same(long, [], `${words.join(" ")} at ${columns}`);
    }
});

t.test("plugins that fail or hang are named in one line, and the others go on", async (t) => {
  const { env, put } = somePlugins(t, "help", "apps", "common");
  put("lib/plugins/enabled/bad/commands", "#!/usr/bin/env bash\necho broken >&2\necho twice >&2\nexit 3\n");
  put("lib/plugins/enabled/hangs/commands", "#!/usr/bin/env bash\necho '    hangs, And hangs'\nsleep 1000\n");
  put(
    "lib/plugins/enabled/slow/commands.ts",
    "#!/usr/bin/env hokku\nexport default () => new Promise((resolve) => setTimeout(resolve, 1e6));\n",
  );
  put("lib/plugins/enabled/thrown/commands.ts", "#!/usr/bin/env hokku\nexport default () => { throw new Error('oh\\nno'); };\n");
  put("lib/plugins/enabled/old/commands", OLD);
  const { code, out, err } = ran(join(checkout, "core/dokku"), ["help"], { env: { ...env, HOKKU_HELP_LIMIT: "3000" } });
  t.equal(code, 0);
  t.match(out, / {4}hangs +And hangs\n {4}old +An old thing\n/);
  t.same(
    err
      .split("\n")
      .map((line) => line.replace(/^.*enabled\//, ""))
      .sort(),
    [
      "",
      "bad/commands help ended with 3: broken; the other plugins go on",
      "hangs/commands help was ended, as it said nothing more for 3 s; the other plugins go on",
      "slow/commands.ts help was ended, as it said nothing more for 3 s; the other plugins go on",
      "thrown/commands.ts help failed: oh; the other plugins go on",
    ],
  );
});

t.test("a bare name that is only another spelling of a command has its plugin's page for --help", async (t) => {
  const host = root(t);
  for (const plugin of ["apps", "config", "releases", "trace"]) {
    const page = host.dokku([`${plugin}:help`]);
    t.match(page, { code: 0, out: /^Usage: dokku \w+\[:COMMAND\]\n\nManage / });
    t.equal(host.dokku([plugin, "--help"]).out, page.out, plugin);
  }
  t.equal(host.dokku(["trace"]).out, host.dokku(["trace:help"]).out);
  t.match(host.dokku(["apps:list", "--help"]).out, /^Usage: dokku apps:list/);
});
