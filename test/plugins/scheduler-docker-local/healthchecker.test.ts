import t from "tap";
import { programCalls } from "../../lib/programs.ts";

t.test("docker-container-healthchecker answers as Dokku's, which was asked the same beside it", async (t) => {
  const files = {
    "app.json": '{"name":"x","healthchecks":{"web":[{"type":"startup","path":"/"}],"w":[]}}',
    "bad.json": "{",
    CHECKS: "WAIT=2 # two\n/ hello world\nhttps://a.com/x text\n",
    CHECKS2: "WAIT=x\n",
  };
  const web = '"web":[{"path":"/","type":"startup"}]';
  const stays = '{"name":"default","type":"startup","uptime":1}';
  const converted =
    '"web":[{"content":"hello world","name":"check-1","path":"/","type":"startup","wait":2},' +
    '{"content":"text","httpHeaders":[{"name":"Host","value":"a.com"}],"name":"check-2","path":"/x","scheme":"https","type":"startup","wait":2}]';
  programCalls(t, "docker-container-healthchecker", files, [
    { words: "exists web" },
    { words: "exists w", code: 1, err: /No healthchecks found in app.json for w process type/ },
    { words: "exists web --app-json none", code: 1, err: /No healthchecks/ },
    { words: "exists web --app-json bad.json", code: 1, err: /bad\.json/ },
    { words: "add web --if-empty", out: `{"healthchecks":{"w":[],${web}},"name":"x"}\n` },
    { words: "add w --if-empty", out: `{"healthchecks":{"w":[${stays}],${web}},"name":"x"}\n` },
    { words: "add --app-json none", out: `{"healthchecks":{"web":[${stays}]}}\n` },
    {
      words: "add q --listening-check --port 80 --name n --warn-only --type liveness --app-json none",
      out: '{"healthchecks":{"q":[{"listening":true,"name":"n","port":80,"type":"liveness","warn":true}]}}\n',
    },
    { words: "add w --in-place", leaves: { "app.json": `{"healthchecks":{"w":[${stays}],${web}},"name":"x"}` } },
    { words: "add q --uptime x", code: 1, err: /invalid argument "x"/ },
    { words: "add q --listening-check --port x", code: 1, err: /invalid argument "x"/ },
    { words: "convert CHECKS", out: `{"healthchecks":{${converted}}}\n` },
    { words: "convert CHECKS --app-json app.json", out: `{"healthchecks":{"w":[],${converted}},"name":"x"}\n` },
    { words: "convert CHECKS2", code: 1, err: /line 1/ },
    { words: "convert nope", code: 1, err: /nope/ },
    { words: "check", code: 1, err: /requires 1 argument: <container-id>/ },
    { words: "version", out: /^\d+\.\d+\.\d+\n$/ },
  ]);
});
