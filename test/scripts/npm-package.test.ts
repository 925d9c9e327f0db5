// slow: npm installs the package
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { testRoot } from "../../plugins/common/lib/testing.ts";
import { checkout, ran } from "../lib/root.ts";

const OWN =
  'declare module "hokku" {\n  interface Triggers {\n    "motto-changed": { args: [app: string, text: string]; combine: "notify" };\n  }\n}\n';

const GOOD: Readonly<Record<string, string>> = {
  hook: `import { hook, step } from "hokku";
export default hook("post-deploy", (io, app, port, ip, tag) => step(io, [app, port, ip, tag].join(" ")));`,
  answer: `import { hook } from "hokku";
export default hook("app-urls", async (_io, app, kind) => (kind === "url" ? "https://" + app : undefined));`,
  code: 'import { hook } from "hokku";\nexport default hook("app-exists", (_io, app) => (app === "web" ? 0 : 20));',
  optional: `import { hook } from "hokku";
import { answerOptions } from "hokku/docker-options";
export default hook("docker-args-deploy", (io, _app, _tag, type) => answerOptions(io, type === undefined ? [] : ["--label=" + type.trim()]));`,
  fires: `import { answer, type Io, trigger } from "hokku";
export const both = async (io: Io): Promise<string> => (await trigger(io, "config-set", "--no-restart", "web", "A=b"), answer(io, "config-get", "web", "A"));`,
  command: `import { command, Exit } from "hokku";
export default command({
  name: "motto:show",
  summary: "",
  args: "<app> [<name>] [<rest>...]",
  flags: { loud: { type: "boolean", summary: "" }, size: { type: "number", summary: "" } },
  run: ({ words: { app, name = "you", rest }, flags: { loud, size = 1 }, io }) => {
    if (!io.env.HOME) throw new Exit(1, "There is no home");
    return { app: app.trim(), name, rest: rest.length, loud: loud === true, size: size + 1 };
  },
  text: ({ size }) => size.toFixed(),
});`,
  settings: `import { settings } from "hokku/settings";
import ps from "hokku/settings/ps";
export const motto = settings("motto", { text: { is: "text", summary: "", default: "x" } });
export const both = [motto.of("web", "text", {}).trim(), ps.of("web", "restart-policy", {})];`,
  interfaces: `import { proxy } from "hokku/proxy";
import { scheduler } from "hokku/scheduler";
export const one = proxy({ refresh: (_io, app) => void app.trim() });
export const two = scheduler({ usesHostCron: false, isDeployed: () => true, status: () => ({ count: 0, running: false }) });`,
  own: `import { hook, type Io, trigger } from "hokku";
${OWN}
export default hook("motto-changed", (_io, app, text) => void (app + text));
export const changed = (io: Io) => trigger(io, "motto-changed", "web", "Ahoy");`,
  tests: `import { test } from "node:test";
import { testRoot } from "hokku/testing";
test("it", (t) => void testRoot(t, { plugin: ".", apps: ["web"] }).hook("post-deploy", ["web", "5000", "127.0.0.1", "latest"]).out.trim());`,
};

const BAD: Readonly<Record<string, string>> = {
  misspelt: 'import { hook } from "hokku";\nexport default hook("post-deply", () => {});',
  "misspelt-fired": 'import { type Io, trigger } from "hokku";\nexport const x = (io: Io) => trigger(io, "post-deply");',
  "an-argument-too-many":
    'import { hook } from "hokku";\nexport default hook("post-delete", (_io, a, b, c, d, e, f) => void [a, b, c, d, e, f]);',
  "an-argument-missing":
    'import { type Io, trigger } from "hokku";\nexport const x = (io: Io) => trigger(io, "post-stack-set", "web");',
  "an-argument-of-another-type":
    'import { hook } from "hokku";\nexport default hook("post-deploy", (_io, app: number) => void app);',
  "fired-with-another-type":
    'import { type Io, trigger } from "hokku";\nexport const x = (io: Io) => trigger(io, "post-stack-set", "web", 5);',
  "answer-where-none-is-asked": 'import { hook } from "hokku";\nexport default hook("post-deploy", (_io, app) => app);',
  "answer-that-is-no-text": 'import { hook } from "hokku";\nexport default hook("app-urls", () => ["https://web"]);',
  "promise-of-another-answer": 'import { hook } from "hokku";\nexport default hook("app-urls", async () => true);',
  "a-word-that-is-not-declared":
    'import { command } from "hokku";\nexport default command({ name: "a:b", summary: "", args: "<app>", run: ({ words }) => words.key });',
  "a-flag-of-another-type":
    'import { command } from "hokku";\nexport default command({ name: "a:b", summary: "", flags: { n: { type: "number", summary: "" } }, run: ({ flags }) => flags.n?.trim() });',
  "a-setting-that-is-not-there": 'import ps from "hokku/settings/ps";\nexport const x = ps.of("web", "restart-polcy", {});',
  "a-kind-of-setting-that-is-none":
    'import { settings } from "hokku/settings";\nexport default settings("m", { a: { is: "number", summary: "" } });',
  "a-proxy-without-refresh": 'import { proxy } from "hokku/proxy";\nexport default proxy({ clear: () => {} });',
  "a-module-that-is-none": 'import { x } from "hokku/nothing";\nexport default x;',
  "own-fired-wrongly": `import { type Io, trigger } from "hokku";\n${OWN}\nexport const x = (io: Io) => trigger(io, "motto-changed", "web");`,
};

/** Options of editors and plugins that are not ours. */
const OPTIONS: Readonly<Record<string, object>> = {
  "the least": { module: "nodenext", target: "esnext" },
  "a bundler's": { module: "esnext", moduleResolution: "bundler", target: "es2022", strict: true },
  "the strictest": {
    module: "nodenext",
    target: "esnext",
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitReturns: true,
    noUnusedLocals: true,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
  },
};

t.test("the package of types", async (t) => {
  const { path, put, env } = testRoot(t, { plugins: false, programs: false });
  const at = (...words: [string, ...string[]]) => ran(words[0], words.slice(1), { env: { ...env }, cwd: path });
  t.equal(ran(join(checkout, "scripts/package"), ["--npm"], { env: { ...env }, cwd: path }).code, 0);
  const { version }: { version: string } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  put("package.json", '{ "type": "module", "private": true }\n');
  const node = ["@types/node", "undici-types"].map((name) => join(checkout, "node_modules", name));
  const installed = at(
    "npm",
    "install",
    "--offline",
    "--no-audit",
    "--no-fund",
    "--install-links",
    `./hokku-${version}.tgz`,
    ...node,
  );
  t.equal(installed.code, 0, installed.err);
  for (const [name, text] of Object.entries(GOOD)) put(`good/${name}.ts`, `${text}\n`);
  for (const [name, text] of Object.entries(BAD)) put(`bad/${name}.ts`, `${text}\n`);
  const tsc = (options: object, files: readonly string[]) => {
    put(
      "tsconfig.json",
      JSON.stringify({ compilerOptions: { ...options, noEmit: true, skipLibCheck: false, types: ["node"] }, files }),
    );
    return at(join(checkout, "node_modules/.bin/tsc"), "-p", ".", "--pretty", "false");
  };
  for (const [name, options] of Object.entries(OPTIONS)) {
    const good = tsc(
      options,
      Object.keys(GOOD).map((file) => `good/${file}.ts`),
    );
    t.same(good, { code: 0, out: "", err: "" }, `${name}: what is right passes`);
    const { out } = tsc(
      options,
      Object.keys(BAD).map((file) => `bad/${file}.ts`),
    );
    const red = new Set([...out.matchAll(/^bad\/([\w-]+)\.ts\(/gm)].map(([, file = ""]) => file));
    t.same([...red].sort(), Object.keys(BAD).sort(), `${name}: each that is wrong is red`);
    t.notMatch(out, /node_modules/, `${name}: and the package itself is not`);
  }
  await t.test("it leads to the Hokku of the host", async (t) => {
    put(
      "run.js",
      'import { Exit } from "hokku";\nimport ps from "hokku/settings/ps";\nconsole.log(new Exit(3).code, ps.plugin);\n',
    );
    const run = (more: Record<string, string>) =>
      ran(process.execPath, ["run.js"], { env: { HOME: path, PATH: "/nowhere", ...more }, cwd: path });
    t.same(run({ HOKKU_PATH: checkout }), { code: 0, out: "3 ps\n", err: "" });
    t.same(run({ PATH: join(checkout, "core") }), { code: 0, out: "3 ps\n", err: "" });
    mkdirSync(join(path, "empty"));
    if (run({}).code !== 0) t.match(run({}).err, /There is no Hokku on this machine; set HOKKU_PATH/);
  });
  await t.test("a plugin that has it runs on a host", async (t) => {
    const files = { "plugin.toml": "[plugin]\n", "package.json": '{ "type": "module" }' };
    for (const [file, text] of Object.entries(files)) put(`dokku-typed/${file}`, text);
    put(
      "dokku-typed/subcommands/hi.ts",
      '#!/usr/bin/env hokku\nimport { command, Exit } from "hokku";\nexport default command({ name: "typed:hi", summary: "", args: "<app>", run: ({ words }) => { throw new Exit(7, `Hi ${words.app}`); } });\n',
    );
    ran("cp", ["-r", "node_modules", "dokku-typed/"], { env: { ...env }, cwd: path });
    const host = testRoot(t, { plugin: join(path, "dokku-typed"), apps: ["web"] });
    t.same(host.dokku("typed:hi web"), { code: 7, out: "", err: " !     Hi web\n" }, "what it throws is the host's own Exit");
    rmSync(join(path, "dokku-typed"), { recursive: true });
  });
});
