import t, { type Test } from "tap";
import { Exit } from "../../../core/execute.ts";
import { type Asked, type Program, runProgram } from "../../../plugins/common/lib/program.ts";
import { programLine, WrongUsage } from "../../../plugins/common/lib/program-flags.ts";
import { suggest } from "../../../plugins/common/lib/suggest.ts";

const FLAGS = {
  file: { type: "value", short: "f" },
  loud: { type: "switch", short: "l" },
  "no-color": { type: "switch" },
} as const;

t.test("flags as programs in Go read them", async (t) => {
  const rows: [args: string[], words: string[], given: Record<string, string[]>][] = [
    [[], [], {}],
    [["a", "--file", "x", "b"], ["a", "b"], { file: ["x"] }],
    [["--file=x=y", "-f", "z", "-fw", "-f=v"], [], { file: ["x=y", "z", "w", "v"] }],
    [["-lf", "x"], [], { loud: ["true"], file: ["x"] }],
    [["--loud=false", "-l=F", "--loud=1", "--loud"], [], { loud: ["false", "false", "true", "true"] }],
    [["--file", "-x", "--file="], [], { file: ["-x", ""] }],
    [["-", "--", "--file", "-l"], ["-", "--file", "-l"], {}],
    [["-f="], [], { file: ["="] }],
  ];
  for (const [args, words, given] of rows) {
    const found = programLine(args, FLAGS);
    t.same([found.words, Object.fromEntries(found.given)], [words, given], args.join(" "));
  }
  for (const [args, why] of [
    [["--nope"], "unknown flag: --nope"],
    [["--toString"], "unknown flag: --toString"],
    [["-lx"], "unknown shorthand flag: 'x' in -lx"],
    [["--file"], "flag needs an argument: --file"],
    [["-lf"], "flag needs an argument: -lf"],
    [["--loud=maybe"], 'invalid argument "maybe" for --loud: say true or false'],
  ] as const)
    t.throws(() => programLine(args, FLAGS), new WrongUsage(why), args.join(" "));
});

/** A program with one command, and what it prints where. */
function program(t: Test, run: (asked: Asked) => unknown = () => undefined) {
  const it: Program = {
    name: "tool",
    version: "1.2.3",
    commands: {
      make: { summary: "Makes one", words: ["name", "[more]"], flags: FLAGS, run },
      all: { summary: "Shows all", run },
    },
  };
  return async (...args: string[]) => {
    const printed = t.capture(process.stdout, "write", () => true);
    const said = t.capture(process.stderr, "write", () => true);
    const code = await runProgram(it, args).finally(() => {
      for (const stream of [printed, said]) stream.restore();
    });
    const text = (of: typeof printed) =>
      of()
        .map((call) => call.args.join(""))
        .join("");
    return { code, out: text(printed), err: text(said) };
  };
}

const HELP = `Usage: tool [--version] [--help] <command> [<args>]

Available commands are:
    make       Makes one
    all        Shows all
    version    Shows the version of tool this one stands in for
`;

t.test("a program of Dokku's package", async (t) => {
  const calls: Asked[] = [];
  const tool = program(t, (asked) => void calls.push(asked));
  for (const word of ["version", "--version", "-v"]) t.same(await tool(word), { code: 0, out: "1.2.3\n", err: "" }, word);
  t.same(await tool(), { code: 127, out: "", err: HELP });
  t.same(await tool("toString"), { code: 127, out: "", err: HELP });
  for (const words of [["--help"], ["-h"], ["nope", "--help"]])
    t.same(await tool(...words), { code: 0, out: HELP, err: "" }, words.join(" "));
  t.same(await tool("make", "-h"), {
    code: 0,
    out: "Usage: tool make <name> [more]\n\n  Makes one\n\n  -f, --file <value>\n  -l, --loud\n      --no-color\n",
    err: "",
  });
  t.same(await tool("all", "--help"), { code: 0, out: "Usage: tool all\n\n  Shows all\n", err: "" });
  t.equal(calls.length, 0);
  t.equal((await tool("make", "one", "-f", "a", "--file=b", "--loud", "--", "--help")).code, 0, "behind -- it is a word");
  const [asked] = calls;
  t.same(asked?.words, ["one", "--help"]);
  t.same([asked?.all("file"), asked?.last("file"), asked?.isOn("loud"), asked?.isOn("no-color")], [["a", "b"], "b", true, false]);
  t.same([asked?.all("none"), asked?.last("none"), asked?.last("none", "usual")], [[], "", "usual"]);
});

t.test("what a program was called with wrongly", async (t) => {
  const tool = program(t);
  const help = " !     For additional help try 'tool make --help'\n";
  t.same(await tool("make"), { code: 1, out: "", err: ` !     This command requires 1 argument: <name> [more]\n${help}` });
  t.match(await tool("make", "a", "b", "c"), { code: 1, err: /This command requires 1 argument/ });
  t.match(await tool("all", "x"), { code: 1, err: /^ ! {5}This command takes fewer arguments\n/ });
  t.same(await tool("make", "a", "--nope"), { code: 1, out: "", err: ` !     unknown flag: --nope\n${help}` });
});

t.test("how a program ends", async (t) => {
  t.equal((await program(t, () => 7)("all")).code, 7);
  t.same(
    await program(t, () => {
      throw new Exit(9, "it fails");
    })("all"),
    { code: 1, out: "", err: " !     it fails\n" },
  );
  t.same(
    await program(t, () => {
      throw new Exit(9, "");
    })("all"),
    { code: 1, out: "", err: "" },
  );
  t.match(
    await program(t, () => {
      throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    })("all"),
    { code: 1, err: " !     no such file\n" },
  );
  await t.rejects(
    program(t, () => {
      throw new TypeError("a mistake");
    })("all"),
    TypeError,
    "a mistake of ours is none of the user's",
  );
});

t.test("what may have been meant", async (t) => {
  const names = ["apps:create", "apps:destroy", "apps:list", "config:set"];
  const rows: [typed: string, meant: string[]][] = [
    ["apps:create", ["apps:create"]],
    ["apps:craete", ["apps:create"]],
    ["app:list", ["apps:list"]],
    ["config:sett", ["config:set"]],
    ["cnofig:set", ["config:set"]],
    ["nothing", []],
    ["", []],
  ];
  for (const [typed, meant] of rows) t.same(suggest(typed, names), meant, typed);
  t.same(suggest("ab", ["abc", "ac", "xb", "aa", "ab"]), ["ab", "aa", "abc"], "three at most, the nearest first");
  t.same(
    [suggest("abcd", ["abdc"], 1), suggest("abcd", ["acdb"], 1), suggest("abc", ["abcde"], 1)],
    [["abdc"], [], []],
    "a swap is one mistake",
  );
});
