import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { checkout } from "./lib/root.ts";

/** The modules in a plugin's `lib/`, by what they are imported as. */
const modulesOf = (plugin: string, name: (module: string) => string): [module: string, file: string][] => {
  const folder = join(checkout, "plugins", plugin, "lib");
  const files = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  return files.map((file) => [name(file.replace(/\.ts$/, "")), join(folder, file)]);
};

/** The names that a module exports, types too, which are gone when it runs. */
function exported(text: string): string[] {
  const declared = text.matchAll(/^export (?:async )?(?:function|class|const|type|interface) (\w+)/gm);
  const listed = text.matchAll(/^export (?:type )?\{([^}]+)\}/gm);
  const names = [...listed].flatMap(([, list = ""]) => list.split(",").map((name) => name.trim().replace(/^type /, "")));
  return [...[...declared].map(([, name = ""]) => name), ...names];
}

/** What resolves as `hokku` or `hokku/...`, but for settings, and the file it leads to. */
const importable: readonly (readonly [module: string, file: string])[] = [
  ...modulesOf("common", (module) => (module === "hokku" ? module : `hokku/${module}`)),
  ...modulesOf("deploy", (module) => `hokku/deploy/${module}`),
  ["hokku/label-proxy", join(checkout, "plugins/proxy/lib/label-proxy.ts")],
  ["hokku/service", join(checkout, "plugins/service/lib/service.ts")],
  ["hokku/sigil", join(checkout, "plugins/sigil/lib/render.ts")],
];

/** Each export of each module, as `hokku/run output`. */
const inCode = importable.flatMap(([module, file]) => exported(readFileSync(file, "utf8")).map((name) => `${module} ${name}`));

t.test("no export is written in a way that was overlooked", async (t) => {
  for (const [module, file] of importable) {
    const names = exported(readFileSync(file, "utf8"));
    t.same(
      Object.keys(await import(file)).filter((name) => !names.includes(name)),
      [],
      module,
    );
  }
});

const page = readFileSync(join(checkout, "docs/plugins.md"), "utf8");
const onPage = [...page.matchAll(/^\| `(hokku[\w/-]*)` \| `(\w+)[^|]*\| \S.* \|$/gm)].map(
  ([, module, name]) => `${module} ${name}`,
);

t.test("docs/plugins.md has every name that plugins may import, once, and no other", async (t) => {
  t.same(onPage.toSorted(), inCode.toSorted());
  t.equal(new Set(onPage).size, onPage.length, "each once");
});

t.test("what package.json lets plugins import is what was looked at", async (t) => {
  const { exports }: { exports: unknown } = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));
  t.same(exports, {
    ".": "./plugins/common/lib/hokku.ts",
    "./*": "./plugins/common/lib/*.ts",
    "./deploy/*": "./plugins/deploy/lib/*.ts",
    "./label-proxy": "./plugins/proxy/lib/label-proxy.ts",
    "./service": "./plugins/service/lib/service.ts",
    "./settings/*": "./plugins/*/lib/settings.ts",
    "./sigil": "./plugins/sigil/lib/render.ts",
  });
});
