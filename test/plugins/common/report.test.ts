import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import type { Executable, Io } from "../../../core/execute.ts";
import { propertyCommand } from "../../../plugins/common/lib/property-command.ts";
import { report, settingKeys } from "../../../plugins/common/lib/report.ts";
import { scoped } from "../../../plugins/common/lib/scope.ts";
import { settings } from "../../../plugins/common/lib/settings.ts";
import { root } from "../../lib/root.ts";

const greeting = settings("greet", { tone: { is: "value", summary: "how it greets", default: "kind" } });

/** A root with two apps, and a way to run an executable in this process. */
function scene(t: Test) {
  const { path, env: given, put } = root(t, { plugins: false });
  for (const app of ["api", "web"]) mkdirSync(join(path, "home", app));
  const run = async (executable: Executable, words: string[], more: Record<string, string> = {}) => {
    let out = "";
    const stdout = (chunk: Buffer | string) => {
      out += chunk;
    };
    const io: Io = { env: { ...given, ...more }, cwd: path, stdin: Buffer.alloc(0), stdout };
    try {
      return { code: (await executable(words, io)) ?? 0, out, err: "" };
    } catch (error) {
      return { code: (error as { code?: number }).code ?? -1, out, err: error instanceof Error ? error.message : "" };
    }
  };
  return { path, put, run };
}

const asked: string[] = [];
const greet = report({
  plugin: "greet",
  keys: {
    running: (_, app) => {
      asked.push(app);
      return "true";
    },
    ...settingKeys(greeting),
  },
  globalKeys: settingKeys(greeting, { global: true }),
  more: () => ({ "status-web.1": "up" }),
});

t.test("report: all, one, one value, JSON", async (t) => {
  const { run, put, path } = scene(t);
  put("lib/config/greet/--global/tone", "rude\n");
  const plain = (app: string) => `=====> ${app} greet information
       Greet computed tone:           rude
       Greet global tone:             rude
       Greet tone:                    
       Running:                       true
       Status web 1:                  up
`;
  t.equal((await run(greet.command, ["greet:report", "web"])).out, plain("web"));
  t.equal((await run(greet.command, ["greet:report"])).out, plain("api") + plain("web"));
  t.equal((await run(greet.hook, ["web"])).out, plain("web"));
  t.match(await run(greet.command, ["greet:report", "web"], { DOKKU_QUIET_OUTPUT: "1" }), { out: /^ {7}Greet computed/ });
  asked.length = 0;
  for (const words of [
    ["web", "--greet-computed-tone"],
    ["--greet-computed-tone", "web"],
  ])
    t.equal((await run(greet.command, ["greet:report", ...words])).out, "rude\n", words.join(" "));
  t.same(asked, [], "nothing else was asked for");
  t.equal((await run(greet.command, ["greet:report", "web", "--status-web.1"])).out, "up\n");
  t.equal((await run(greet.command, ["greet:report", "--greet-tone"])).out, "\n\n", "for each app");
  t.equal((await run(greet.command, ["greet:report", "--running"], { DOKKU_APP_NAME: "web" })).out, "true\n", "dokku --app");
  const json = JSON.parse((await run(greet.command, ["greet:report", "web", "--format", "json"])).out);
  t.same(json, {
    "greet-tone": "",
    tone: "",
    "greet-global-tone": "rude",
    "global-tone": "rude",
    "greet-computed-tone": "rude",
    "computed-tone": "rude",
    running: "true",
    "status-web.1": "up",
  });
  const reports: { app: string }[] = JSON.parse((await run(greet.command, ["greet:report", "--json"])).out);
  t.same(
    reports.map(({ app }) => app),
    ["api", "web"],
  );
  t.match((await run(greet.command, ["greet:report", "--global"])).out, /^=====> --global greet information\n/);
  rmSync(join(path, "lib/config/greet/--global/tone"));
  for (const [key, out] of [
    ["global", ""],
    ["computed", "kind"],
  ] as const)
    t.equal(
      (await run(greet.command, ["greet:report", "--global", `--greet-${key}-tone`])).out,
      `${out}\n`,
      "only what is computed has a default",
    );
  t.match((await run(greet.command, ["greet:report", "--help"])).out, /^Usage: dokku greet:report/);
});

t.test("report: refusals", async (t) => {
  const { run } = scene(t);
  const rows: [string[], number, RegExp][] = [
    [["nope"], 20, /App nope does not exist/],
    [["web", "--nope"], 1, /valid flags: --greet-computed-tone, .*--status-web\.1/],
    [["web", "--constructor"], 1, /valid flags/],
    [["web", "--running", "--greet-tone"], 2, /single flag/],
    [["web", "--running", "--format", "json"], 2, /--format flag cannot be specified when specifying an info flag/],
    [["web", "--format", "yaml"], 2, /stdout or json/],
    [["web", "api"], 2, /one app at a time/],
    [["-x"], 20, /does not exist/],
  ];
  for (const [words, code, err] of rows)
    t.match(await run(greet.command, ["greet:report", ...words]), { code, err }, words.join(" "));
});

t.test("set: properties of apps and of all", async (t) => {
  const { run, path } = scene(t);
  const changes: string[][] = [];
  const known = settings("greet", {
    tone: {
      is: "value",
      summary: "how it greets",
      refuse: (value) => (value === "loud" ? "think of the neighbours" : undefined),
    },
    door: { is: "text", summary: "where", scope: "app" },
    bell: { is: "text", summary: "with what", scope: "global" },
  });
  const set = propertyCommand(known, {
    changed: (_, app, key, value) => void changes.push([app, key, value]),
  });
  const rows: [string[], number, RegExp][] = [
    [["web", "tone", "kind"], 0, /^=====> Setting tone to kind\n$/],
    [["--global", "tone", "-1"], 0, /Setting tone to -1/],
    [["web", "door", "--open"], 0, /Setting door to --open/],
    [["--global", "bell", "$(id) 'x'"], 0, /Setting bell to \$\(id\) 'x'/],
    [["web", "tone", ""], 0, /^=====> Unsetting tone\n$/],
    [["--global", "bell"], 0, /Unsetting bell/],
    [["web", "tone", "loud"], 1, /tone cannot be "loud": think of the neighbours/],
    [["web", "tone", "a\nb"], 1, /one line/],
    [["web", "bell", "1"], 1, /^bell can only be set globally with --global, not for web/],
    [["--global", "door", "1"], 1, /Property cannot be specified globally: name an app/],
    [["--global", "none", "1"], 1, /Property cannot be specified globally: there is no "none"/],
    [["web", "../x", "1"], 1, /Invalid property specified, valid properties include: bell, door, tone; not "\.\.\/x"/],
    [["web", "constructor", "1"], 1, /Invalid property/],
    [["nope", "tone", "1"], 20, /does not exist/],
    [["web"], 1, /No property specified/],
    [["--global"], 1, /No property specified/],
    [["nope"], 20, /does not exist/],
    [[], 2, /<app> is missing/],
    [["web", "tone", "a", "b"], 2, /too many/],
    [["web", "--help"], 0, /^Usage: dokku greet:set .*<app> <key>[\s\S]*how it greets/],
    [["--global", "tone", "--help"], 0, /^Usage: /],
    [["--bogus", "web", "tone", "a"], 2, /Unknown option '--bogus'/],
  ];
  for (const [words, code, said] of rows) {
    const got = await run(set, ["greet:set", ...words]);
    t.equal(got.code, code, words.join(" "));
    t.match(got.code ? got.err : got.out, said);
  }
  t.same(changes, [
    ["web", "tone", "kind"],
    ["--global", "tone", "-1"],
    ["web", "door", "--open"],
    ["--global", "bell", "$(id) 'x'"],
    ["web", "tone", ""],
    ["--global", "bell", ""],
  ]);
  t.equal(readFileSync(join(path, "lib/config/greet/--global/tone"), "utf8"), "-1");
});

t.test("--global where an app could be", async (t) => {
  const { run } = scene(t);
  const echo = scoped({
    name: "greet:echo",
    summary: "",
    args: "<app> [<word>...]",
    flags: { loud: { type: "boolean", summary: "" } },
    run: ({ words, flags }) => JSON.stringify([words.app, words.word, flags.loud]),
  });
  const rows: [string[], unknown][] = [
    [
      ["--global", "a"],
      ["--global", ["a"], false],
    ],
    [
      ["a", "--global", "--loud"],
      ["--global", ["a"], true],
    ],
    [
      ["--loud", "--global"],
      ["--global", [], true],
    ],
    [
      ["web", "--loud", "b"],
      ["web", ["b"], true],
    ],
    [
      ["web", "--", "--global"],
      ["web", ["--global"], false],
    ],
  ];
  for (const [words, said] of rows) t.same(JSON.parse((await run(echo, ["greet:echo", ...words])).out), said, words.join(" "));
});
