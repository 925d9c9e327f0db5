import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { isWithin } from "../../../plugins/plugin/lib/needs.ts";
import { linesOf, places } from "../../../plugins/plugin/lib/order.ts";
import { checkout, type Ran, type Root, ran } from "../../lib/root.ts";
import { somePlugins } from "../../lib/some-plugins.ts";

const skip = process.getuid?.() !== 0 && "needs root";
const HOOK = '#!/usr/bin/env bash\nbasename "$(dirname "$0")"\n';

/** Wishes as `a>b`: a is asked before b, and the one that is written in capitals wants it. */
const placed = (names: string, wishes: string) => {
  const edges = wishes
    .split(" ")
    .filter(Boolean)
    .map((wish) => wish.toLowerCase().split(">") as [string, string]);
  const movers = new Set(wishes.match(/[A-Z]+/g)?.map((name) => name.toLowerCase()));
  return places(names.split(" "), { edges, movers });
};

t.test("who wants a place is put there, and all others stay", async (t) => {
  const rows: [names: string, wishes: string, order: string][] = [
    ["c a b", "", "a b c"],
    ["a b c d", "D>b", "a d b c"],
    ["a b c d", "b>A", "b a c d"],
    ["a b c d", "c>A", "b c a d"],
    ["a b c d", "A>c", "a b c d"],
    ["a b c y z", "Z>b Y>b", "a y z b c"],
    ["a b c z", "Z>b Z>A", "z a b c"],
    ["a b c d", "b>D D>c", "a b d c"],
    ["a b c d", "c>D D>b", "a c d b"],
  ];
  for (const [names, wishes, order] of rows) t.equal(placed(names, wishes).order.join(" "), order, `${names}, ${wishes}`);
});

t.test("in a file for the core and for bash, whose names sort as wanted", async (t) => {
  t.equal(linesOf(placed("a b c", "")), "");
  t.equal(linesOf(placed("a b z", "Z>b")), "z a#000\n");
  t.equal(linesOf(placed("b y z", "Z>b Y>b")), "y #000\nz #001\n");
  for (const wishes of ["D>b", "b>A", "c>D D>b", "D>a C>a"]) {
    const made = placed("a a-b b c d", wishes);
    const keys = new Map(
      linesOf(made)
        .split("\n")
        .map((line) => line.split(" ") as [string, string]),
    );
    const key = (name: string) => keys.get(name) ?? name;
    t.same(
      [...made.order].sort((a, b) => (key(a) < key(b) ? -1 : 1)),
      made.order,
      wishes,
    );
  }
});

t.test("a circle is named", async (t) => {
  t.throws(() => placed("a b c d", "C>a a>b b>c"), { message: /^The plugins (\w before ){3}\w stand in a circle/ });
  t.throws(() => placed("a b", "A>a"), { message: /a before a stand in a circle/ });
});

t.test("ranges of versions", async (t) => {
  const rows: [version: string, range: string, within: boolean][] = [
    ["0.38.26", "", true],
    ["0.38.26", ">=0.30 <0.39", true],
    ["0.38.26", ">=0.30, <0.38", false],
    ["0.38.26", ">0.38", true],
    ["0.38.26", "<=0.38.26", true],
    ["0.38.26", "0.38", true],
    ["0.38.26", "=0.37", false],
    ["0.9.0", ">=0.10", false],
    ["1.0.0", ">=0.30", true],
    ["0.3.0-beta", ">=0.3", true],
  ];
  for (const [version, range, within] of rows) t.equal(isWithin(version, range, "x"), within, `${version} in ${range}`);
  t.throws(() => isWithin("1.0.0", "^1.0", "x: dokku"), {
    message: 'x: dokku is not "^1.0"; write versions as in ">=0.30 <0.39"',
  });
});

/** Writes a plugin into a folder of its own. */
function plugin({ put }: Root, name: string, toml: string): void {
  put(`${name}/post-create`, HOOK);
  put(`${name}/plugin.toml`, toml);
}

const toml = (more: string) => `[plugin]\ndescription = "x"\nversion = "0.1.0"\n${more}\n[plugin.config]\n`;

/** Who is asked, by the core and by bash, which have to agree. */
function asked(t: Test, { dokku, env }: Root): string {
  const core = dokku(["plugin:trigger", "post-create", "web"]).out.trim().split("\n").join(" ");
  const node = [join(checkout, "hooks/from-bash.ts"), "plugn", "post-create", "web"];
  const script = 'source "$1" && exec "${@:2}"';
  const bash = (...words: string[]): Ran =>
    ran("bash", ["-c", script, "-", join(checkout, "hooks/environment"), ...words], { env: { ...env } });
  t.equal(
    bash(join(checkout, "core/node"), ...node)
      .out.trim()
      .split("\n")
      .join(" "),
    core,
    "in both languages",
  );
  return core;
}

t.test("installing, switching and removing plugins keeps the order", { skip }, async (t) => {
  const made = somePlugins(t, "plugin", "common");
  const { dokku, path } = made;
  const order = join(path, "lib/plugins/.order");
  const install = (name: string) => dokku(["plugin:install", "--skip-install-trigger", join(path, name)]);
  for (const name of ["aa", "mm"]) plugin(made, name, toml(""));
  plugin(made, "zz", toml('before = [\n  "aa", # a comment, with "quotes"\n  \'never-installed\',\n]'));
  plugin(made, "bb", toml('after = ["mm"]'));
  for (const name of ["aa", "bb"]) t.equal(install(name).code, 0);
  t.equal(asked(t, made), "aa bb");
  t.notOk(existsSync(order), "one that is not installed counts for nothing");
  for (const name of ["mm", "zz"]) t.equal(install(name).code, 0);
  t.equal(asked(t, made), "zz aa mm bb");
  dokku(["plugin:disable", "zz"]);
  t.equal(asked(t, made), "aa mm bb");
  dokku(["plugin:enable", "zz"]);
  t.equal(asked(t, made), "zz aa mm bb");
  dokku(["plugin:uninstall", "zz"]);
  dokku(["plugin:uninstall", "mm"]);
  t.equal(asked(t, made), "aa bb");
  t.notOk(existsSync(order));
});

t.test("a circle is refused where it would come in, and nothing changes", { skip }, async (t) => {
  const made = somePlugins(t, "plugin", "common");
  const { dokku, path } = made;
  const install = (name: string) => dokku(["plugin:install", "--skip-install-trigger", join(path, name)]);
  plugin(made, "one", toml('before = ["two"]'));
  plugin(made, "two", toml('before = ["three"]'));
  plugin(made, "three", toml('before = ["one"]'));
  t.equal(install("one").code, 0);
  t.equal(install("two").code, 0);
  const circle = /The plugins (\w+ before ){3}\w+ stand in a circle, by before and after in their plugin.toml/;
  t.match(install("three"), { code: 1, err: circle });
  t.match(dokku(["plugin:link", join(path, "three")]), { code: 1, err: circle });
  t.match(dokku(["plugin:list"]).out, /^(?!.*three)/s);
  dokku(["plugin:disable", "one"]);
  t.equal(install("three").code, 0);
  t.match(dokku(["plugin:enable", "one"]), { code: 1, err: circle });
  t.equal(asked(t, made), "two three");
  made.put("lib/plugins/enabled/one/post-create", HOOK);
  made.put("lib/plugins/enabled/one/plugin.toml", toml('before = ["two"]'));
  const { code, err } = dokku(["plugin:install"]);
  t.equal(code, 0);
  t.match(err, circle, "made by hand, it is named, and all go on in the order of names");
  t.equal(asked(t, made), "one three two");
});

t.test("a plugin.toml that is none is refused with its line; one of another age or none is not", { skip }, async (t) => {
  const made = somePlugins(t, "plugin", "common");
  const { dokku, path, put } = made;
  const install = (name: string) => dokku(["plugin:install", "--skip-install-trigger", join(path, name)]);
  const rows: [text: string, err: RegExp][] = [
    ["[plugin]\nbefore = nginx\n", /plugin.toml, line 2: before is a list of words in quotes/],
    ['[plugin]\nafter = ["a"\n', /line 2: after is a list/],
    ["[plugin]\n\nhokku = 3\n", /line 3: hokku is a text in quotes/],
    ['[plugin]\nhokku = ">=9.1"\n', /bad needs Hokku >=9.1, and this is \d.*upgrade it/],
    ['[plugin]\ndokku = "<0.30"\n', /bad needs Dokku <0.30, and Hokku stands for 0\.38/],
    ['[plugin]\ndokku = "~> 1"\n', /bad: dokku is not "~>"; write versions/],
    ['[plugin]\nreaches = ["moon"]\n', /nothing is called "moon" in reaches; there are engine, network/],
    ["[plugin]\0\n", /is no text in UTF-8/],
    [`[plugin]\n${"#".repeat(70_000)}`, /has 70009 bytes; it has at most 65536/],
  ];
  for (const [text, err] of rows) {
    plugin(made, "bad", text);
    t.match(install("bad"), { code: 1, err }, err.source);
    t.notOk(existsSync(join(path, "lib/plugins/available/bad")));
  }
  for (const [at, text] of ["", "not toml at all", "[plugin]\nfuture = {a = 1}\n[other]\nbefore = 3\n", toml("")].entries()) {
    plugin(made, `good${at}`, text);
    t.match(install(`good${at}`), { code: 0, err: "" }, text);
  }
  put("lib/plugins/available/good1/plugin.toml", "[plugin]\nbefore = 7\n");
  t.match(install("good0"), { code: 1 });
  t.match(dokku(["plugin:disable", "good3"]), {
    code: 0,
    err: /good1\/plugin.toml, line 2: .*; it is asked in the place of its name/,
  });
  t.equal(asked(t, made), "good0 good1 good2");
  t.ok(readFileSync(join(path, "lib/plugins.lock")).length);
});
