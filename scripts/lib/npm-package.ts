/**
 * Packs hokku-<version>.tgz into a folder: what plugins may import as declarations of types, and modules that lead to the Hokku of the host,
 * as its own code cannot run from `node_modules`, where Node strips no types: `core/node scripts/lib/npm-package.ts FOLDER`.
 */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { globSync } from "glob";
import { checkout } from "./declared.ts";

interface Manifest {
  readonly version: string;
  readonly license: string;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string>>;
}

const { version, license, devDependencies, exports }: Manifest = JSON.parse(readFileSync(join(checkout, "package.json"), "utf8"));

/** An export's name behind `hokku/`, or a pattern of names. */
const nameOf = (key: string): string => (key === "." ? "hokku" : key.slice(2));

/** What can be imported, by its name, and the file it is in the checkout. */
function modules(): Map<string, string> {
  const all = Object.entries(exports).flatMap(([key, file]): [string, string][] => {
    const [before = "", after = ""] = file.slice(2).split("*");
    const files = globSync(file.slice(2), { cwd: checkout, posix: true }).sort();
    return files.map((found) => [nameOf(key).replace("*", found.slice(before.length, found.length - after.length)), found]);
  });
  return new Map(all);
}

/** Where the host's Hokku is: what started this process says so, else the program `dokku`, else its usual place. */
const HOST = `import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const programs = (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, "dokku"));
const places = [
  process.env.HOKKU_PATH,
  ...programs.filter((file) => existsSync(file)).map((file) => dirname(dirname(realpathSync(file)))),
  "/opt/hokku",
];
const hokku = places.find((place) => place && existsSync(join(place, "hooks/catalogue.ts")));

/** A module of it, by its path there. */
export function load(file) {
  if (hokku) return import(pathToFileURL(join(realpathSync(hokku), file)).href);
  throw new Error("There is no Hokku on this machine; set HOKKU_PATH to the folder of one, for example of a checkout");
}
`;

async function runtime(file: string): Promise<string> {
  const names = Object.keys(await import(join(checkout, file)));
  const named = names.filter((name) => name !== "default");
  const lines = [`const it = await load(${JSON.stringify(file)});`];
  if (named.length) lines.push(`export const { ${named.join(", ")} } = it;`);
  if (names.includes("default")) lines.push("export default it.default;");
  return lines.join("\n");
}

function declarations(into: string, files: Iterable<string>): void {
  const { compilerOptions } = JSON.parse(readFileSync(join(checkout, "tsconfig.json"), "utf8"));
  const emit = { declaration: true, emitDeclarationOnly: true, noEmit: false, rewriteRelativeImportExtensions: true };
  const options = {
    ...compilerOptions,
    ...emit,
    rootDir: checkout,
    outDir: into,
    typeRoots: [join(checkout, "node_modules/@types")],
  };
  const config = join(into, "..", "tsconfig.json");
  const listed = [...files].map((file) => join(checkout, file));
  writeFileSync(config, JSON.stringify({ compilerOptions: options, files: listed }));
  execFileSync(join(checkout, "node_modules/.bin/tsc"), ["-p", config], { stdio: ["ignore", 2, 2] });
  rmSync(config);
}

async function pack(out: string): Promise<void> {
  const work = mkdtempSync(join(tmpdir(), "hokku-npm-"));
  try {
    const root = join(work, "package");
    const put = (file: string, text: string) => {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    };
    const all = modules();
    mkdirSync(root);
    declarations(join(root, "types"), all.values());
    put("runtime/host.js", HOST);
    for (const [name, file] of all) {
      const up = "../".repeat(name.split("/").length - 1) || "./";
      put(`runtime/${name}.js`, `import { load } from "${up}host.js";\n\n${await runtime(file)}\n`);
    }
    const entry = ([key, file]: [string, string]) => {
      const types = `./types/${file.slice(2).replace(/\.ts$/, "")}.d.ts`;
      return [key, { types, default: `./runtime/${nameOf(key)}.js` }];
    };
    const manifest = {
      name: "hokku",
      version,
      description: "Types for plugins of Hokku, and the way to the Hokku of the host",
      license,
      type: "module",
      engines: { node: ">=24" },
      exports: Object.fromEntries(Object.entries(exports).map(entry)),
      dependencies: { "@types/node": `>=${devDependencies["@types/node"]?.split(".")[0]}` },
    };
    put("package.json", `${JSON.stringify(manifest, null, 2)}\n`);
    put(
      "README.md",
      "# hokku\n\nTypes for plugins of Hokku. What runs is the Hokku of the host, or of the checkout that HOKKU_PATH names.\n",
    );
    cpSync(join(checkout, "LICENSE"), join(root, "LICENSE"));
    const file = join(out, `hokku-${version}.tgz`);
    const same = ["--sort=name", "--mtime=@0", "--owner=0", "--group=0", "--numeric-owner"];
    execFileSync("tar", ["--create", "--gzip", ...same, "--file", file, "--directory", work, "package"]);
    process.stdout.write(`-----> Built ${file}\n`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

await pack(process.argv[2] ?? process.cwd());
