import t from "tap";
import { restOf, splitWords } from "../../../hooks/words.ts";
import { asTyped, isLine } from "../../../plugins/common/lib/shell-line.ts";

/** What a client's ssh sends, how many of its words are the program's, and what becomes of those. */
const rows: [line: string, words: number, typed: readonly string[]][] = [
  ["run web echo $DB_HOST", 2, ["echo $DB_HOST"]],
  ["run web cd /app && pwd", 4, ["cd /app && pwd"]],
  ['run web echo "$HOME  x"', 2, ['echo "$HOME  x"']],
  ["run  web   ls  |  wc", 3, ["ls  |  wc"]],
  ["run web echo '$HOME'", 2, ["echo", "$HOME"]],
  ["run web echo \\$HOME", 2, ["echo", "$HOME"]],
  ["run web sh -c 'cd x && pwd'", 3, ["sh", "-c", "cd x && pwd"]],
  ["run web rake task[a,b]", 2, ["rake", "task[a,b]"]],
  ["run web npm test", 2, ["npm", "test"]],
  ["run --env 'A=$B' web npm test", 2, ["npm", "test"]],
  ["run --env A=$B web npm test", 2, ["npm", "test"]],
];

t.test("over SSH, what is not quoted is meant for the app's shell", async (t) => {
  for (const [line, words, typed] of rows) {
    const io = { env: { HOKKU_LINE: line }, cwd: "/", stdin: "inherit", stdout: "inherit" } as const;
    t.same(asTyped(splitWords(line).slice(-words), io), typed, line);
  }
});

t.test("typed here, words are words, and another command's line is none of ours", async (t) => {
  const io = { env: {}, cwd: "/", stdin: "inherit", stdout: "inherit" } as const;
  t.same(asTyped(["echo", "$HOME"], io), ["echo", "$HOME"]);
  const other = { ...io, env: { HOKKU_LINE: "run web echo $HOME" } };
  t.same(asTyped(["echo", "$PATH"], other), ["echo", "$PATH"]);
  t.same(asTyped([], other), []);
});

t.test("one word that is a line", async (t) => {
  for (const [word, line] of [
    ["ls", false],
    ["/bin/ls", false],
    ["a=b", false],
    ["echo $X", true],
    ["$X", true],
    ["a;b", true],
  ] as const)
    t.equal(isLine(word), line, word);
});

t.test("the rest of a line", async (t) => {
  t.equal(restOf(' a  \'b c\' "d\\"e" f  g ', 3), "f  g");
  t.equal(restOf("a b", 2), "");
});
