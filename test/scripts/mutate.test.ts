import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { mutations } from "../../scripts/lib/mutations.ts";
import { checkout, ran, root } from "../lib/root.ts";

const FILES = ["core/node", "package.json", "test/run.ts", "test/lib", "scripts/lib/declared.ts"];
const OURS = ["scripts/lib/mutate.ts", "scripts/lib/mutations.ts"];
const sandboxed = ["--ro-bind", "/", "/", "--unshare-pid", "--unshare-net", "true"];
const skip = spawnSync("bwrap", sandboxed).status === 0 ? false : "bwrap cannot make a sandbox here";

t.test("a change that a test notices and one that none does", { skip }, async (t) => {
  const made = root(t, { plugins: false });
  for (const file of [...FILES, ...OURS]) cpSync(join(checkout, file), join(made.path, file), { recursive: true });
  symlinkSync(join(checkout, "node_modules"), join(made.path, "node_modules"));
  made.put(".gitignore", "node_modules\n");
  made.put("tsconfig.json", '{ "compilerOptions": { "strict": true, "noEmit": true, "types": [] }, "include": ["plugins"] }');
  made.put(
    "plugins/greet/lib/limits.ts",
    "export const isShort = (text: string) => text.length < 5;\nexport const isLong = (text: string) => text.length > 9;\nexport const isEmpty = (text: string) => text.length < 1;\n",
  );
  made.put(
    "test/plugins/greet/limits.test.ts",
    `import t from "tap";
import { isLong, isShort } from "../../../plugins/greet/lib/limits.ts";
t.same([isShort("four"), isShort("fives"), isLong("short")], [true, false, false]);
`,
  );
  made.put(
    "test/plugins/greet/thorough.test.ts",
    `// slow: makes a user
import { execFileSync } from "node:child_process";
import t from "tap";
import { isEmpty } from "../../../plugins/greet/lib/limits.ts";
if (process.getuid?.() === 0) execFileSync("useradd", ["--create-home", "hokku-mutated"]);
t.same([isEmpty(""), isEmpty("x")], [true, false]);
`,
  );
  made.put("tmp/.keep", "");
  const env = { ...made.env, TMPDIR: join(made.path, "tmp") };
  ran("git", ["init", "--quiet"], { env, cwd: made.path });
  const mutate = ran(join(made.path, "core/node"), [join(made.path, "scripts/lib/mutate.ts"), "--seed", "1"], { env });
  t.equal(
    mutate.out,
    `3 changes, seed 1
unnoticed: plugins/greet/lib/limits.ts:2: > is >= in text.length > 9
noticed 2 of 3, 0 of them by types alone
`,
    mutate.err,
  );
  t.match(
    mutate.err,
    /test\/plugins\/greet\/limits\.test\.ts: plugins\/greet\/lib\/limits\.ts:1: < is <= /,
    "and who noticed it",
  );
  t.match(
    mutate.err,
    /test\/plugins\/greet\/thorough\.test\.ts: plugins\/greet\/lib\/limits\.ts:3: /,
    "what is slow counts as well",
  );
  t.same(readdirSync(env.TMPDIR), [".keep"], "nothing is left behind");
});

t.test("what may be changed", async (t) => {
  const table: [code: string, becomes: string[]][] = [
    ["if (a) b = 2;", ["if (!(a)) b = 2;"]],
    ["x = a && b;", ["x = a || b;"]],
    ["x = a ?? 2;", ["x = a && 2;"]],
    ["x = a === true;", ["x = a !== true;", "x = a === false;"]],
    ["x = a ? 2 : 3;", ["x = !(a) ? 2 : 3;"]],
    ["save();", [";"]],
    ["await save(0);", [";", "await save(1);"]],
    ['x = ["a", b];', ["x = [b];", 'x = ["a", ];', 'x = ["", b];']],
    ["x = () => { y = 2; };", ["x = () => { return; y = 2; };"]],
    ['import a from "b";', []],
    ['type A = "b" | "c";', []],
    ['x = { "a-b": 2 };', []],
  ];
  for (const [code, becomes] of table) {
    const found = mutations({ "file.ts": code });
    const texts = found.map(({ start, end, text }) => code.slice(0, start) + text + code.slice(end));
    t.same(texts.sort(), [...becomes].sort(), code);
  }
});
