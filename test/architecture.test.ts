import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import t from "tap";
import { catalogue } from "../hooks/catalogue.ts";
import { INTERFACES } from "../plugins/common/lib/plugin-list.ts";
import { pageOf } from "./walks/page.ts";

const here = join(import.meta.dirname, "..");
const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: here, encoding: "utf8" }).split("\n");
const exists = (file: string) => statSync(join(here, file), { throwIfNoEntry: false })?.isFile();
const files = (pattern: RegExp) => tracked.filter((file) => pattern.test(file) && exists(file));
const text = (file: string) => readFileSync(join(here, file), "utf8");
const imports = (file: string) =>
  [...text(file).matchAll(/^(?:import|export)[^;]*?from "([^"]+)";|import\("([^"]+)"\)/gm)].map(([, a, b]) => a ?? b ?? "");

t.test("weight: core/ is a verse", async (t) => {
  const lines = files(/^core\/.*\.ts$/).flatMap((file) => text(file).split("\n"));
  const code = lines.filter((line) => !/^\s*($|\/\/|\/\*|\*)/.test(line)).length;
  t.ok(code <= 120, `core/ holds ${code} lines of code, at most 120`);
});

t.test("weight: node:fs is asked for by process.getBuiltinModule, which loads 3 ms less of it than an import", async (t) => {
  for (const file of files(/^(core|hooks|plugins)\/.*\.ts$/)) t.notMatch(text(file), /^import (?!type)[^;]*"node:fs";/m, file);
});

t.test("weight: packages that few commands need are loaded where they are needed", async (t) => {
  const early = /^import (?!type)[^;]*"(yaml|yauzl|@jmespath-community\/jmespath)";/m;
  for (const file of files(/^(core|hooks|plugins)\/.*\.ts$/)) t.notMatch(text(file), early, file);
});

t.test("rooms: core knows no subject and no plugin", async (t) => {
  const plugins = readdirSync(join(here, "plugins")).filter((name) => name.length > 4 && !(name in catalogue));
  for (const file of files(/^core\/.*\.ts$/)) {
    t.notMatch(text(file), /docker|nginx|buildpack|heroku/i, `${file} names no subject`);
    for (const plugin of plugins) t.notMatch(text(file), new RegExp(`["/]${plugin}["/]`), `${file} does not name ${plugin}`);
  }
});

t.test("rooms: who imports whom", async (t) => {
  for (const file of files(/^core\/.*\.ts$/)) {
    // What is somebody else's is run as a file of hooks/ says, which is loaded where there is such.
    for (const from of imports(file)) t.match(from, /^(node:|\.\/|\.\.\/hooks\/outside\.ts$)/, `${file} imports ${from}`);
  }
  for (const file of files(/^hooks\/.*\.ts$/)) {
    for (const from of imports(file)) t.match(from, /^(node:|\.\/|\.\.\/core\/)/, `${file} imports ${from}`);
  }
  for (const file of files(/^plugins\/(?!common\/).*\.ts$/)) {
    const own = file.split("/").slice(0, 2).join("/");
    for (const from of imports(file).filter((name) => name.startsWith("."))) {
      const target = join(file, "..", from);
      t.ok(target.startsWith(`${own}/`), `${file} imports ${from}: its own lib/, or "hokku"`);
    }
  }
});

t.test("names: every executable of a plugin is a trigger, a command or a known bash file", async (t) => {
  const known = new Set([
    ...Object.keys(catalogue),
    ...INTERFACES.map((file) => file.replace(".ts", "")),
    "commands",
    "functions",
    "property-functions",
    "internal-functions",
    "help-functions",
    "aliases",
  ]);
  for (const file of files(/^plugins\/[^/]+\/[^/]+$/)) {
    const name = basename(file).replace(/\.ts$/, "");
    if (/\.(toml|md)$/.test(name)) continue;
    t.ok(known.has(name), `${file} is named for a trigger`);
  }
});

t.test("names: what has a shebang can be run, what is run has a shebang", async (t) => {
  const modes = execFileSync("git", ["ls-files", "-s", "plugins", "hooks", "core", "scripts"], {
    cwd: here,
    encoding: "utf8",
  }).split("\n");
  for (const [mode, , , file] of modes.map((line) => line.split(/\s/))) {
    if (!file || !exists(file) || mode === "120000") continue; // a link is what it leads to
    const shebang = text(file).startsWith("#!");
    t.equal(shebang, mode === "100755", `${file}: shebang and x-bit agree`);
  }
});

/** `@scope/name` or `name`, of `name/part`. */
const packageOf = (name: string) => name.split("/", name.startsWith("@") ? 2 : 1).join("/");

t.test("packages: what is declared is imported, by the tests alone where it is a devDependency", async (t) => {
  const { dependencies, devDependencies }: Record<string, Record<string, string>> = JSON.parse(text("package.json"));
  const imported = (from: RegExp) => new Set(files(from).flatMap((file) => imports(file).map(packageOf)));
  const [running, all] = [imported(/^(core|hooks|plugins|scripts)\/.*\.ts$/), imported(/\.ts$/)];
  for (const name of Object.keys(dependencies ?? {})) t.ok(running.has(name), `${name} is imported outside of the tests`);
  const tools = Object.keys(devDependencies ?? {}).filter((name) => !/^(@types\/.*|@biomejs\/biome|typescript)$/.test(name));
  for (const name of tools) t.ok(all.has(name) && !running.has(name), `${name} is imported by tests only`);
});

t.test("pages: each is walked, or says why there is nothing to walk", async (t) => {
  for (const file of files(/^(README|docs\/.*)\.md$/)) {
    const { steps, none } = pageOf(text(file));
    t.ok(
      none ? steps.length === 0 : steps.some(({ hidden, skip }) => !hidden && !skip),
      `${file} has an sh block, or a reason for none`,
    );
    t.notMatch(text(file), /^```(bash|shell|console)$/m, `${file} calls what its reader runs "sh"`);
  }
});

t.test("case 32: what a test waits for has one limit, in lib/patience, as any other would measure the machine", async (t) => {
  const limit = /\b(timeout: *\d[\d_]{3,}|setTimeout\([1-9]|AbortSignal\.timeout\(\d|(?<!-)timeout (-\S+ )*\d)/;
  for (const file of files(/^test\/(?!architecture|fixtures).*\.(ts|bats|bash)$/)) t.notMatch(text(file), limit, file);
});
