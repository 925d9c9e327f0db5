import t from "tap";
import { splitWords } from "../../hooks/words.ts";

t.test("a line becomes the words a POSIX shell would make of it, with nothing expanded", async (t) => {
  const rows: [string, string[]][] = [
    ["", []],
    [" \t\n ", []],
    ["a", ["a"]],
    ["  a\tb\n c  ", ["a", "b", "c"]],
    ["''", [""]],
    [`a "" ''`, ["a", "", ""]],
    ["'a b'", ["a b"]],
    [`"a b"'c d'e\\ f`, ["a bc de f"]],
    ["'it'\\''s'", ["it's"]],
    [`'\\"$x'`, ['\\"$x']],
    ['"\\"\\\\\\$\\`\\n"', ['"\\$`\\n']],
    ['"a\\\nb" c\\\nd', ["ab", "cd"]],
    ['"a\nb"', ["a\nb"]],
    ["a\\\\b \\' \\\"", ["a\\b", "'", '"']],
    [
      "$HOME `id` $(id) * ? [a] ~ {a,b} !x #c a;b|c&d>e",
      ["$HOME", "`id`", "$(id)", "*", "?", "[a]", "~", "{a,b}", "!x", "#c", "a;b|c&d>e"],
    ],
    ["é 日本 '🚲 x'", ["é", "日本", "🚲 x"]],
    ["--opt='a b'", ["--opt=a b"]],
  ];
  for (const [line, words] of rows) t.same(splitWords(line), words, JSON.stringify(line));
});

t.test("an unfinished quote is refused with the line", async (t) => {
  for (const line of ["'", '"', "a 'b", 'a "b\\"', "'a\"b"])
    t.throws(() => splitWords(line), new Error(`unfinished quote in: ${line}`));
});

t.test("any words, quoted in any way, come back", async (t) => {
  const random = dice(20_260_821);
  const signs = [..."ab1 \t\n'\"\\$`*?[]{}()<>|&;!#~=:/%^-_.,é日\u{1f6b2}\u0001\u007f"];
  const quotes: readonly ((word: string) => string)[] = [
    (word) => `'${word.replaceAll("'", "'\\''")}'`,
    (word) => `"${word.replace(/["\\$`]/g, "\\$&")}"`,
    (word) => (word === "" ? "''" : [...word].map((sign) => (sign === "\n" ? "'\n'" : `\\${sign}`)).join("")),
  ];
  let wrong = "";
  for (let round = 0; round < 5000 && !wrong; round++) {
    const words = Array.from({ length: random(6) }, () =>
      Array.from({ length: random(8) }, () => signs[random(signs.length)]).join(""),
    );
    const line = words.map((word) => (quotes[random(quotes.length)] ?? String)(word)).join([" ", "  ", "\t", "\n"][random(4)]);
    if (JSON.stringify(splitWords(line)) !== JSON.stringify(words)) wrong = `round ${round}: ${JSON.stringify({ words, line })}`;
  }
  t.equal(wrong, "");
});

t.test("a long line takes no time to speak of", async (t) => {
  const words = Array.from({ length: 20_000 }, (_, at) => `'word ${at}'`);
  t.equal(splitWords(words.join(" ")).length, 20_000);
});

/** Numbers below a limit, the same in every run. */
function dice(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
