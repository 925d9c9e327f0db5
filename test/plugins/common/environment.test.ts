import t from "tap";
import { parseEnvironment, tooLong } from "../../../plugins/common/lib/environment.ts";
import { exports } from "../../../plugins/config/lib/write.ts";

const read = (text: string) => Object.fromEntries(parseEnvironment(text, "file"));

t.test("every way in which a variable has been written", async (t) => {
  const rows: [string, Record<string, string>][] = [
    ["", {}],
    ["\n\n  \n# A=1\n", {}],
    ["A=1", { A: "1" }],
    ["export A=1\nB=2\n", { A: "1", B: "2" }],
    ["export   A=1", { A: "1" }],
    ["A=", { A: "" }],
    ["A=''", { A: "" }],
    ["A=a b  # note\nB=a#b\nC=#x\n", { A: "a b", B: "a#b", C: "" }],
    ["A='a b' # note\nB=1", { A: "a b", B: "1" }],
    ["A='it'\\''s'", { A: "it's" }],
    [`A='x'"y"z`, { A: "xyz" }],
    ["A='one\ntwo\n'\nB=1", { A: "one\ntwo\n", B: "1" }],
    ['A="one\ntwo"', { A: "one\ntwo" }],
    ['A="a\\nb\\rc\\\\n\\"\\$\\!\\`"', { A: 'a\nb\rc\\n"$!`' }],
    ["A=$HOME `id`", { A: "$HOME `id`" }],
    ["A=1\r\nB='2'\r\n", { A: "1", B: "2" }],
    ["A=1\nA=2", { A: "2" }],
    ["my-key=1\nA=2\nnot a line\nB=3", { A: "2", B: "3" }],
  ];
  for (const [text, expected] of rows) t.same(read(text), expected, JSON.stringify(text));
  for (const text of ["A='x", 'A="x', "A='x'\\''y\nB=1"]) t.throws(() => read(text), { code: 1, message: /never closes/ }, text);
});

t.test("what we write is what we read, whatever it is", async (t) => {
  let seed = 42;
  const random = (below: number) => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed % below;
  };
  const letters = [..."ab '\"\\$`!#=\n\r\t;&|(){}*?~é☕😀"];
  for (let round = 0; round < 300; round++) {
    const value = Array.from({ length: random(40) }, () => letters[random(letters.length)]).join("");
    const variables = new Map([
      ["A", value],
      ["B", "next"],
    ]);
    t.same(parseEnvironment(exports(variables), "file"), variables, JSON.stringify(value));
  }
});

t.test("a megabyte of quotes is read in a moment", async (t) => {
  const variables = new Map([["A", "'\"\\\n".repeat(250_000)]]);
  t.ok(parseEnvironment(exports(variables), "file").get("A") === variables.get("A"));
});

t.test("how long a variable can be", async (t) => {
  t.equal(tooLong("K", "x".repeat(131069)), undefined);
  t.match(tooLong("K", "x".repeat(131070)), /131072 bytes and Linux allows 131071/);
  t.match(tooLong("K", "☕".repeat(50_000)), /150002 bytes/);
});
