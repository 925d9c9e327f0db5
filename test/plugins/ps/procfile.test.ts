import t from "tap";
import { parseProcfile, withPort } from "../../../plugins/ps/lib/procfile.ts";

t.test("what is read", async (t) => {
  const rows: [string, string, [string, string][]][] = [
    ["one", "web: npm start", [["web", "npm start"]]],
    [
      "two, comments, blanks, CRLF",
      "# hi\r\n\r\nweb: a b\r\nmy_Worker-2:c # really\r\n",
      [
        ["web", "a b"],
        ["my_Worker-2", "c"],
      ],
    ],
    ["a hash within a word stays", "web: run a#b", [["web", "run a#b"]]],
    ["a space before the colon, as procfile-util takes it", "web : a", [["web", "a"]]],
    ["lines and tails of slashes", "// hi\nweb: a http://b // c", [["web", "a http://b"]]],
    ["only the last of two hashes", "web: a #b #c", [["web", "a #b"]]],
    ["a bare hash", "web: a #", [["web", "a #"]]],
    ["colons in the command", "web: java -jar a:b.jar", [["web", "java -jar a:b.jar"]]],
  ];
  for (const [what, text, expected] of rows) t.strictSame([...parseProcfile(text)], expected, what);
});

t.test("what is refused, with its line", async (t) => {
  const rows: [string, RegExp][] = [
    ["web npm start", /line 1: expected {2}<type>: <command>/],
    ["web: a\n<<<<<<< HEAD\n", /line 2/],
    ["web: a\n\nweb: b", /line 3: the process type web is there twice/],
    ["web:", /line 1: the process type web has no command/],
    ["web: # nothing", /line 1: .* has no command/],
    [`${"x".repeat(64)}: a`, /line 1: .*more than 63/],
    ["", /names no process type/],
    ["# only this", /names no process type/],
  ];
  for (const [text, why] of rows) t.throws(() => parseProcfile(text), why, JSON.stringify(text));
});

t.test("the port is filled in, other variables are the shell's", async (t) => {
  t.equal(withPort("a $PORT ${PORT} $PORTS $OTHER ${PORTER}", "80"), "a 80 80 $PORTS $OTHER ${PORTER}");
});
