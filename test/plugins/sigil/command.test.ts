import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import t from "tap";

t.test("the sigil command", async (t) => {
  const dir = t.testdir({
    "t.tmpl": "Hello, {{ $name }}\n",
    "d.json": '{"name":"J","n":1000000,"a":{"b":[1,"x"]}}',
    "d.yaml": "name: Yan\nlist:\n- a\n- {k: 'v'}\ntext: |\n  one\n  two\n",
    "d.env": 'name="E F"\nexport B=2 # note\n',
  });
  const sigil = fileURLToPath(new URL("../../../hooks/sigil", import.meta.url));
  const run = (args: string[], input = "", env: Record<string, string> = {}) =>
    spawnSync(sigil, args, { cwd: dir, input, encoding: "latin1", env: { PATH: process.env.PATH, ...env } });
  const rows: [args: string[], input: string, env: Record<string, string>, status: number, output: string | RegExp][] = [
    [["-f", "t.tmpl", "name=a=b"], "", {}, 0, "Hello, a=b\n"],
    [["name=x", "--filename=t.tmpl"], "", {}, 0, "Hello, x\n"],
    [["-p", "x=1"], "${x}${y:-2}${#x} {{ $x }}\n", {}, 0, "121 1\n"],
    [["-i={{ .x }}-----", "x=1"], "", {}, 0, "1-----"],
    [["-i", "-----> {{ .x }}", "--", "x=1", "-v"], "", {}, 0, "-----> 1"],
    [["-i", '{{ stdin | split "," | join ":" }}'], "a,b", {}, 0, "a:b"],
    [["-V", "d.json", "-V", "d.env", "-i", "{{ .name }} {{ $B }} {{ .n }} {{ .a.b }}", "n=3"], "", {}, 0, "E F 2 3 [1 x]"],
    [["-V", "d.yaml", "-i", "{{ .name }} {{ .list | tojson }} {{ .text }}"], "", {}, 0, 'Yan ["a",{"k":"v"}] one\ntwo\n'],
    [
      ["-i", '{{ json "d.json" | pointer "/a/b/1" }} {{ json "d.json" | jmespath "a.b[?type(@)==\'string\'] | [0]" }}'],
      "",
      {},
      0,
      "x x",
    ],
    [["-i", "{{ x }} {{{ $x }}}", "x=1"], "", { SIGIL_DELIMS: "{{{,}}}" }, 0, "{{ x }} 1"],
    [[], "caf\xe9 {{ 1 }}", {}, 0, "caf\xe9 1"],
    [["-v"], "", {}, 0, /^\d+\.\d+\.\d+\n$/],
    [["-f", "none.tmpl"], "", {}, 1, /no such file/],
    [["-i", "{{ foo }}"], "", {}, 1, /^<inline>:1: function "foo" not defined\n$/],
    [["-p"], "${x:?}", {}, 1, /x: parameter null or not set/],
    [["--in-place"], "", {}, 1, /requires -f/],
    [["--nope"], "", {}, 2, /^unknown flag: --nope\nUsage/],
    [["-f"], "", {}, 2, /needs an argument/],
    [["-i", '{{ sh "echo hi" }}'], "", {}, 1, /<inline>:1: .*SIGIL_UNSAFE=1/],
    [["-i", '{{ file "/etc/hosts" }}'], "", {}, 1, /is not below .*SIGIL_UNSAFE=1/],
    [
      ["-i", '{{ sh "echo \'a b\' c\\\\ d \\";\\"" }}{{ file "/etc/hosts" | len | lt 1 }}'],
      "",
      { SIGIL_UNSAFE: "1" },
      0,
      "a b c d ;\ntrue",
    ],
  ];
  for (const [args, input, env, status, output] of rows) {
    const done = run(args, input, env);
    const text = status === 0 ? done.stdout : done.stderr;
    t.match(
      { status: done.status, text, other: status === 0 ? done.stderr : done.stdout },
      { status, text: output, other: /^$/ },
      args.join(" "),
    );
    if (typeof output === "string") t.equal(text, output);
  }

  await t.test("in place, all or nothing", async (t) => {
    mkdirSync(join(dir, "own"));
    const file = join(dir, "own", "f");
    writeFileSync(file, "{{ $name }}\n");
    chmodSync(file, 0o751);
    t.equal(run(["--in-place", "-f", file, "name=J"]).status, 0);
    t.equal(readFileSync(file, "utf8"), "J\n");
    t.equal(statSync(file).mode & 0o777, 0o751);
    writeFileSync(file, "{{ bad }}");
    t.equal(run(["--in-place", "-f", file]).status, 1);
    t.equal(readFileSync(file, "utf8"), "{{ bad }}");
    t.same(readdirSync(join(dir, "own")), ["f"], "no file is left beside it");
  });
});
