import { mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { pictures } from "../scripts/lib/picture.ts";
import { commandPages, triggersPage, triggerTypes } from "../scripts/lib/reference.ts";
import { checkout, ran, root } from "./lib/root.ts";

const read = (file: string) => readFileSync(join(checkout, file), "utf8");

t.test("the reference pages are what the code says", async (t) => {
  t.equal(read("hooks/triggers.ts"), triggerTypes(), "run: core/node scripts/lib/reference.ts");
  t.equal(read("docs/triggers.md"), triggersPage(), "run: core/node scripts/lib/reference.ts");
  const pages = await commandPages();
  for (const [path, text] of pages) t.equal(read(path), text, `${path}; run: core/node scripts/lib/reference.ts`);
  const there = readdirSync(join(checkout, "docs/commands")).map((name) => `docs/commands/${name}`);
  t.same(there.sort(), [...pages.keys()].filter((path) => path.startsWith("docs/commands/")).sort());
});

/** What people look for, and the page that says it. */
const SUBJECTS: Readonly<Record<string, string>> = {
  "Let's Encrypt": "letsencrypt",
  databases: "databases",
  cron: "cron",
  "backup, recovery and moving hosts": "backup",
  troubleshooting: "troubleshooting",
  storage: "storage",
  "images and archives as sources": "deploy-sources",
  "app.json": "app-json",
  "health checks and zero downtime": "health-checks",
  "deployment tasks": "tasks",
  "continuous integration": "ci",
  resources: "resources",
  networks: "networks",
  "nginx settings and templates": "nginx",
  "builders and buildpacks": "buildpacks",
  "one-off runs": "run",
  logs: "logs",
  "users and keys": "keys",
  "remote commands and clients": "remote",
  "writing plugins": "plugins",
};

t.test("case 30: a page for each subject, found from the list of pages, with a first example within ten lines", async (t) => {
  const list = read("docs/README.md");
  for (const [subject, name] of Object.entries(SUBJECTS)) {
    t.match(list, `[${name}.md](${name}.md)`, `${subject} is on the list`);
    const [before = "", example] = read(`docs/${name}.md`)
      .replace(/^<!--.*?-->\n/gms, "")
      .split(/^```(?=sh$)/m);
    t.ok(example, `${name}.md has an example`);
    const lines = before.split("\n").filter(Boolean).length;
    t.ok(lines <= 10, `${name}.md begins with ${lines} lines before it`);
  }
});

t.test("case 31: the pictures are what the code says, and the pages show them", async (t) => {
  t.match(read("README.md"), "](docs/terminal.svg)");
  for (const name of ["overview", "push"]) t.match(read("docs/architecture.md"), `](${name}.svg)`);
  for (const [path, text] of pictures()) t.equal(read(path), text, `${path}; run: core/node scripts/lib/picture.ts`);
});

t.test("README's plugins of ten lines work as pasted", async (t) => {
  const { dokku, env, path } = root(t);
  const home = join(path, "someone");
  mkdirSync(join(home, ".hokku"), { recursive: true });
  symlinkSync(join(path, "lib"), join(home, ".hokku/lib"));
  mkdirSync(join(path, "home/web"));
  const blocks = [...read("README.md").matchAll(/^```sh\n(.*?)^```$/gms)]
    .map(([, text = ""]) => text)
    .filter((text) => text.includes("PLUGIN"));
  t.equal(blocks.length, 2);
  const pasted = ran("bash", ["-e"], { input: blocks.join(""), env: { ...env, HOME: home } });
  t.same(pasted, { code: 0, out: "", err: "" });
  for (const block of blocks) {
    const plugin = /<<'PLUGIN'\n(.*?)^PLUGIN$/ms.exec(block)?.[1] ?? "";
    t.ok(plugin.trim().split("\n").filter(Boolean).length <= 10, "ten lines");
  }
  t.same(dokku(["greet:hello", "web"]), { code: 0, out: "-----> Hello, web\n", err: "" });
  t.equal(dokku(["greet:hello", "nobody"]).code, 20);
  t.same(dokku(["greet:hey", "web"]), { code: 0, out: "Hey, web\n", err: "" });
  t.same(JSON.parse(dokku(["greet:hey", "web", "--json"]).out), "Hey, web");
  t.match(dokku(["greet:hey", "--help"]).out, /Usage: dokku greet:hey .*<app>/);
  t.equal(dokku(["greet:hey"]).code, 2);
  t.equal(dokku(["greet:hey", "nobody"]).code, 20);
});
