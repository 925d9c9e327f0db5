// slow: every recipe is installed and tried
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { testRoot } from "../plugins/common/lib/testing.ts";
import { checkout, ran } from "./lib/root.ts";

const TSCONFIG = join(checkout, "plugins/plugin/template/typescript/tsconfig.json");

/** The recipes of the page, by the plugins' names, as files by theirs. */
const recipes = new Map(
  readFileSync(join(checkout, "docs/plugin-recipes.md"), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((section): [string, [string, string][]] => {
      const files = section.matchAll(/^`([\w./-]+)`:\n\n```\w+\n(.*?)^```$/gms);
      return [/^[\w-]+/.exec(section)?.[0] ?? "", [...files].map(([, file = "", text = ""]) => [file, text])];
    }),
);

t.test("each is there, in this order", async (t) => {
  const names = "greet chat robots init licensed nightly tidy tally memo disk cache board scheduler-paper".split(" ");
  t.same([...recipes.keys()], names);
});

for (const [name, files] of recipes)
  t.test(`${name}: at most 30 lines, well typed, and it passes its test`, async (t) => {
    const { put, path, env } = testRoot(t, { plugins: false, programs: false });
    const code = files.filter(([file]) => !file.startsWith("test/"));
    const lines = code.flatMap(([, text]) => text.split("\n").filter((line) => line && !line.startsWith("#!")));
    t.ok(lines.length > 0 && lines.length <= 30, `${lines.length} lines`);
    for (const [file, text] of files) put(`${name}/${file}`, text);
    put(`${name}/package.json`, '{ "type": "module" }\n');
    put(`${name}/tsconfig.json`, readFileSync(TSCONFIG, "utf8"));
    const folder = join(path, name);
    mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
    symlinkSync(checkout, join(folder, "node_modules/hokku"));
    symlinkSync(join(checkout, "node_modules/@types/node"), join(folder, "node_modules/@types/node"));
    t.same(ran(join(checkout, "node_modules/.bin/tsc"), ["-p", "."], { env: { ...env }, cwd: folder }), {
      code: 0,
      out: "",
      err: "",
    });
    const tested = ran(process.execPath, ["--test"], { env: { ...env }, cwd: folder });
    t.match(tested, { code: 0, out: /pass 1\n/ }, tested.code === 0 ? name : tested.out);
  });
