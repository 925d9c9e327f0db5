import t from "tap";
import { shows, urlsIn } from "./output.ts";
import { pageOf } from "./page.ts";

const ON = "<!-- walk: on server -->\n\n";

t.test("a page is its blocks in order, with the place and what is said of each", async (t) => {
  const { steps, images } = pageOf(`# Title
<!-- walk: on server --domain apps.test -->
<!-- walk: image hokku/stack:bookworm -->
<!-- walk: first
mkdir app
-->

\`\`\`sh
cd app
dokku version
\`\`\`

It says:

\`\`\`output
dokku version 1
\`\`\`

\`\`\`text
not run
\`\`\`

<!-- walk: on client -->
<!-- walk: skip, it needs a certificate -->

\`\`\`sh
one
\`\`\`

<!-- walk: fails -->
<!-- walk: no answer, the app is stopped -->

\`\`\`sh
two
\`\`\`
`);
  const server = { name: "server", flags: ["--domain", "apps.test"] };
  const client = { name: "client", flags: [] };
  t.same(steps, [
    { line: 4, place: server, script: "mkdir app\n", hidden: true, fails: false },
    { line: 8, place: server, script: "cd app\ndokku version\n", hidden: false, fails: false, output: "dokku version 1\n" },
    { line: 26, place: client, script: "one\n", hidden: false, fails: false, skip: "it needs a certificate" },
    { line: 33, place: client, script: "two\n", hidden: false, fails: true, unanswered: "the app is stopped" },
  ]);
  t.same(images, ["hokku/stack:bookworm"]);
  t.equal(pageOf("<!-- walk: none, written from the code -->\n").none, "written from the code");
});

t.test("what a walk does not understand is said with its line", async (t) => {
  for (const [text, message] of [
    ["\n```sh\nls\n```\n", /line 2: say first where the reader stands/],
    ["<!-- walk: on moon -->\n", /line 1: a reader stands on one of fresh-server.*not on "moon"/],
    ["<!-- walk: skip -->\n", /line 1: "skip" is not something a walk understands/],
    ["<!-- walk: skipping, no reason -->\n", /not something a walk understands/],
    [`${ON}\`\`\`output\nx\n\`\`\`\n`, /line 3: no block to which this output belongs/],
    [`${ON}\`\`\`sh\nls\n\`\`\`\n\`\`\`output\nx\n\`\`\`\n\`\`\`output\ny\n\`\`\`\n`, /no block to which/],
  ] as const)
    t.throws(() => pageOf(text), { message });
});

t.test("shown output is compared with addresses and times masked", async (t) => {
  for (const [output, printed, same] of [
    ["a\nb\n", "a\nb\n", true],
    ["a\nb\n", "a\nc\n", false],
    ["a\n", "a\nb\n", false],
    ["a\n...\nd\n", "a\nb\nc\nd\n", true],
    ["a\n...\n", "a\n", true],
    ["...\nlast\n", "first\nlast\n", true],
    ["...\nlast\n", "first\n", false],
    ["http://203.0.113.7:32768\n", "http://172.17.0.2:49153\n", true],
    ["v1 of web in 8.4 s\n", "v1 of web in 12 s\n", true],
    ["v1 of web\n", "v2 of web\n", false],
    ["at 2026-11-25T10:00:00Z\n", "at 2027-01-02 03:04:05.678+01:00\n", true],
    ["id 0123456789ab\n", "id fedcba987654\n", true],
    ["plain\n", "\x1b[1mplain\x1b[0m \r\n", true],
    ["50%\ndone\n", "10%\r50%\ndone\n", true],
    ["a.b\n", "axb\n", false],
    ["PID  At\nmx0klaifdrie6r failed 1  x\n", "PID     At\nmx0kl8e8asx67k failed 1339  x\n", true],
    ["mx0klaifdrie6r failed 1  x\n", "mx0kl8e8asx67k succeeded 1339  x\n", false],
  ] as const)
    t.equal(shows(output, printed), same, JSON.stringify([output, printed]));
});

t.test("addresses in what was printed", async (t) => {
  t.same(urlsIn("=====> at \x1b[1mhttp://1.2.3.4:80/x\x1b[0m, https://a.test. (http://b.test/) ssh://c.test"), [
    "http://1.2.3.4:80/x",
    "https://a.test",
    "http://b.test/",
  ]);
  t.same(urlsIn("http://a.test\nhttp://a.test"), ["http://a.test"]);
});
