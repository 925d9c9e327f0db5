import { mkdirSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { parseRow } from "../../../plugins/help/lib/rows.ts";
import { suggest } from "../../../plugins/help/lib/suggest.ts";
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
    /\n {4}bash:hello {6}says hello\n {4}old:go <app> {4}goes, and comes back\n {4}old:stop <app> {2}stops\n$/,
  );
  const quiet = dokku(["--quiet", "help", "--all"]).out.split("\n").slice(0, -1);
  t.ok(quiet.every((line) => line.startsWith("    ")) && quiet.length > 10, "only rows under --quiet");
  put("lib/plugins/enabled/bad/commands", "#!/usr/bin/env bash\nexit 3\n");
  t.match(dokku(["help"]), { code: 0, err: /bad\/commands help ended with 3/ });
});

t.test("one plugin's page", async (t) => {
  const { dokku, put } = somePlugins(t, "help", "apps", "git", "url", "trace", "common");
  t.match(dokku(["git"]).out, /^Usage: dokku git/, "what TypeScript says in a comment is no answer");
  t.match(dokku(["apps:help"]).out, /^Usage: dokku apps\[:COMMAND\]\n\nMakes, .*\n {4}apps:create <app> /s);
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
