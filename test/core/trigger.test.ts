import { chmodSync } from "node:fs";
import t from "tap";
import { Exit, execute, type Io } from "../../core/execute.ts";
import { capture, executable, hooks, plugins, trigger } from "../../core/trigger.ts";
import { pipe } from "../../hooks/pipe.ts";
import { type Root, root } from "../lib/root.ts";

function ioOf({ env, path }: Root, said: string[] = []): Io {
  const paths = {
    PLUGIN_PATH: `${path}/lib/plugins`,
    PLUGIN_ENABLED_PATH: `${path}/lib/plugins/enabled`,
    PLUGIN_CORE_ENABLED_PATH: `${path}/lib/core-plugins/enabled`,
  };
  return { env: { ...env, ...paths }, cwd: path, stdin: Buffer.alloc(0), stdout: (chunk) => void said.push(chunk.toString()) };
}

t.test("plugins are asked by name, and one of the host's shadows ours", async (t) => {
  const made = root(t, { plugins: false });
  for (const file of [
    "core-plugins/enabled/b/x",
    "core-plugins/enabled/c/x",
    "plugins/enabled/c/x",
    "plugins/enabled/a/x",
    "plugins/d/x",
    "plugins/available/z/x",
    "plugins/.git/x",
  ])
    made.put(`lib/${file}`, "#!/bin/sh\n");
  t.same([...plugins(ioOf(made).env).keys()], ["a", "b", "c", "d"]);
  t.same(
    hooks("x", ioOf(made).env).map((file) => file.slice(made.path.length)),
    ["/lib/plugins/enabled/a/x", "/lib/core-plugins/enabled/b/x", "/lib/plugins/enabled/c/x", "/lib/plugins/d/x"],
  );
});

t.test("fan-out: TypeScript here, others in their own process, in order, until one fails", async (t) => {
  const made = root(t, { plugins: false });
  made.put("lib/plugins/enabled/a/x", '#!/usr/bin/env bash\nprintf "bash %s in %s\\n" "$*" "$PWD"\n');
  made.put(
    "lib/plugins/enabled/b/x.ts",
    "#!/usr/bin/env hokku\nexport default (args, io) => io.stdout(`ts ${args} ${process.pid}\\n`);\n",
  );
  made.put("lib/plugins/enabled/c/x", "#!/usr/bin/env bash\nexit 7\n");
  made.put("lib/plugins/enabled/d/x", "#!/usr/bin/env bash\necho never\n");
  const said: string[] = [];
  await t.rejects(trigger(ioOf(made, said), "x", "one", "t w o"), { code: 7 });
  t.equal(said.join(""), `bash one t w o in ${made.path}\nts one,t w o ${process.pid}\n`);
});

t.test("capture answers what all printed; pipe passes each one's stdout on", async (t) => {
  const made = root(t, { plugins: false });
  made.put("lib/plugins/enabled/a/x", '#!/usr/bin/env bash\nprintf "%s-a" "$(cat)"\n');
  made.put("lib/plugins/enabled/b/x.ts", "#!/usr/bin/env hokku\nexport default (args, io) => io.stdout(`${io.stdin}-b`);\n");
  t.equal(await capture(ioOf(made), "x"), "-a-b");
  t.equal(String(await pipe(ioOf(made), Buffer.from("in"), "x")), "in-a-b");
  t.equal(String(await pipe(ioOf(made), Buffer.from("in"), "nobody")), "in");
});

t.test("a file without its x-bit is no hook", async (t) => {
  const made = root(t, { plugins: false });
  const file = made.put("lib/plugins/enabled/a/x", "#!/bin/sh\n");
  t.equal(executable(`${made.path}/lib/plugins/enabled/a`, "x"), file);
  chmodSync(file, 0o644);
  t.equal(executable(`${made.path}/lib/plugins/enabled/a`, "x"), undefined);
});

t.test("exit codes", async (t) => {
  const made = root(t, { plugins: false });
  const rows: [string, number][] = [
    ["#!/usr/bin/env bash\nexit 0\n", 0],
    ["#!/usr/bin/env bash\nexit 20\n", 20],
    ["#!/usr/bin/env bash\nkill -9 $$\n", 137],
  ];
  for (const [text, code] of rows) t.equal(await execute(made.put("x", text), [], ioOf(made)), code, text);
  t.equal(await execute(made.put("x.ts", "#!/usr/bin/env hokku\nexport default () => 3;\n"), [], ioOf(made)), 3);
  t.equal(new Exit(20, "gone").code, 20);
});
