import t from "tap";
import { declaredCommands } from "../../scripts/lib/declared.ts";
import { prepared, SCHEMAS, withoutEngine } from "../lib/json-contract.ts";
import { root } from "../lib/root.ts";

t.test("every command that has an answer in JSON has its schema, written from the code as it is", async (t) => {
  const answering = (await declaredCommands()).filter(({ json }) => json !== "none");
  t.same(
    Object.keys(SCHEMAS),
    answering.map(({ name }) => name),
  );
  const made = prepared(root(t));
  t.same(
    JSON.parse((await withoutEngine(made, ["help", "--json"])).out).schemas,
    SCHEMAS,
    "run: core/node scripts/lib/schemas.ts",
  );
  t.same(JSON.parse((await withoutEngine(made, ["help", "config:get", "--json"])).out).schemas, {
    "config:get": SCHEMAS["config:get"],
  });
});

t.test("--json in front, and between the words", async (t) => {
  const made = prepared(root(t));
  const expected = JSON.parse((await withoutEngine(made, ["apps:list", "--json"])).out);
  t.same(expected, ["web"]);
  for (const words of [
    ["--json", "apps:list"],
    ["--quiet", "--json", "apps:list"],
    ["--json", "--quiet", "apps:list"],
  ])
    t.same(JSON.parse((await withoutEngine(made, words)).out), expected, words.join(" "));
  t.match(JSON.parse((await withoutEngine(made, ["ps:set", "--json", "web", "restart-policy", "always"])).out), {
    value: "always",
  });
  t.match(JSON.parse((await withoutEngine(made, ["ps:set", "web", "restart-policy", "no", "--json"])).out), { value: "no" });
  t.match(JSON.parse((await withoutEngine(made, ["docker-options:add", "web", "deploy", "--label=a=b", "--json"])).out), {});
  t.equal(
    (await withoutEngine(made, ["docker-options:list", "web", "--phase", "deploy"])).out,
    "--label=a=b\n",
    "it is nobody's option",
  );
});

t.test("case 25: errors in JSON", async (t) => {
  const made = prepared(root(t));
  const rows: [words: string, code: number, error: { message: RegExp; hint?: RegExp }][] = [
    ["apps:exists nobody --json", 20, { message: /App nobody does not exist/ }],
    ["apps:create --json", 2, { message: /<app> is missing/, hint: /see: dokku apps:create --help/ }],
    ["apps:create web --json", 1, { message: /already taken/ }],
    ["nonsense --json", 1, { message: /nonsense is not a dokku command/ }],
    ["--json nonsense", 1, { message: /nonsense is not a dokku command/ }],
    ["apps:list --nope --json", 2, { message: /nope/ }],
    ["enter web --json", 1, { message: /./ }],
    ["config:get web NOPE --json", 1, { message: /config:get ended with exit code 1 and no message/ }],
    ["enter --json web", 2, { message: /enter has no answer in JSON/ }],
  ];
  for (const [words, code, error] of rows) {
    const ran = await withoutEngine(made, words.split(" "));
    t.equal(ran.code, code, words);
    if (words === "enter web --json") continue;
    t.match(JSON.parse(ran.out), { error: { code, ...error } }, words);
    t.notMatch(ran.err, /^ !/m, `${words}: it is not said twice`);
  }
});

t.test("values are what they are, keys are spelt in one way, and names of variables stay", async (t) => {
  const made = prepared(root(t));
  await withoutEngine(made, ["config:set", "--no-restart", "web", "someKey=1", "DB_HOST=true"]);
  t.same(JSON.parse((await withoutEngine(made, ["config", "web", "--json"])).out), {
    variables: { DB_HOST: "true", someKey: "1" },
  });
  t.match(JSON.parse((await withoutEngine(made, ["ps:report", "web", "--json"])).out), {
    app: "web",
    deployed: false,
    "computed-stop-timeout-seconds": 30,
    "computed-restart-policy": "on-failure:10",
  });
  t.match(JSON.parse((await withoutEngine(made, ["ps:report", "web", "--format", "json"])).out), {
    deployed: "false",
    "ps-computed-stop-timeout-seconds": "30",
  });
  t.same(JSON.parse((await withoutEngine(made, ["ps:report", "web", "--ps-computed-stop-timeout-seconds", "--json"])).out), 30);
  t.match(JSON.parse((await withoutEngine(made, ["ps:report", "--json"])).out), [{ app: "web" }]);
});
