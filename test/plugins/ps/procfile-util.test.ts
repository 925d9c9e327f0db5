import t from "tap";
import { programCalls } from "../../lib/programs.ts";

t.test("procfile-util answers as Dokku's, which was asked the same beside it", async (t) => {
  const files = {
    Procfile: "web: node web.js $PORT ${PORT} $PS $FOO # c\nworker : run // tail\nrelease: $(date) a #b #c\n# x\nUP_per: q\n",
    equals: "web= a\nb = c\n",
    broken: "web: a\nnonsense\n",
    twice: "web: a\nweb: b\n",
    env: "FOO=bar\nPORT=99\n",
  };
  const rest = "UP_per: q\nrelease: $(date) a #b\n";
  const both = `${rest}web: node web.js $PORT \${PORT} $PS $FOO\n`;
  programCalls(t, "procfile-util", files, [
    { words: "list", out: "UP_per\nrelease\nweb\nworker\n" },
    { words: "check", out: "valid procfile detected UP_per, release, web, worker\n" },
    { words: "list --strict", code: 1, err: /line 5: .*UP_per/ },
    { words: "list -P equals -D =", out: "b\nweb\n" },
    { words: "list -P broken", code: 1, err: /line 2/ },
    { words: "list -P twice", code: 1, err: /twice/ },
    { words: "list -P none", input: "a: b\n", out: "a\n" },
    { words: "exists -p worker" },
    { words: "exists --process-type=nope", code: 1, err: /No matching process entry found/ },
    { words: "show -p web", out: "node web.js 5000 5000 web \n" },
    { words: "show -p web -d 80 -a", env: { FOO: "x" }, out: "node web.js 80 80 web x\n" },
    { words: "show -p web -e env", out: "node web.js 99 99 web bar\n" },
    { words: "show -p release", out: "date) a #b\n" },
    { words: "show -p release -a", out: "$(date) a #b\n" },
    { words: "show -p nope", code: 1, err: /No matching process entry found/ },
    { words: "expand -p worker", out: "worker: run\n" },
    { words: "delete -p worker -s", out: both },
    { words: "delete -p worker", leaves: { Procfile: both } },
    { words: "delete -p web -w new", leaves: { new: `${rest}worker: run\n`, ...{ Procfile: files.Procfile } } },
    { words: ["set", "-P", "equals", "-D", "=", "-p", "web", "-c", "x -y"], leaves: { equals: "b= c\nweb= x -y\n" } },
    { words: "set -p a -c b -s -w q", code: 1, err: /cannot specify both/, leaves: { q: undefined } },
    { words: "list extra", code: 1, err: /--help/ },
    { words: "list --frob", code: 1, err: /unknown flag: --frob/ },
    { words: "show -p", code: 1, err: /flag needs an argument/ },
    { words: "version", out: /^\d+\.\d+\.\d+\n$/ },
    { words: "frob", code: 127, err: /Usage: procfile-util/ },
    { words: "show --help", out: /--process-type <value>/ },
  ]);
});
