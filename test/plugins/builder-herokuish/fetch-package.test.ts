import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t, { type Test } from "tap";
import { checkout } from "../../lib/root.ts";

/** A package with the program in it, one that holds Node's own archive instead, and one that has an archive beside other files. */
const there = {
  "0.8.28": { "package.json": "{}", "node-v0.8.28-linux-x64.tar.gz": archive({ "bin/node": "0.8.28" }) },
  "4.0.0": { "package.json": "{}", "node-v4.0.0-linux-x64.tar.gz": archive({ "bin/node": "4.0.0" }) },
  "4.9.1": { "package.json": "{}", "bin/node": "4.9.1" },
  "5.1.0": { "package.json": "{}", "bin/node": "5.1.0", "docs.tar.gz": archive({ "bin/node": "not this" }) },
  "22.8.0": { "package.json": "{}", "bin/node": "22.8.0" },
  "27.0.0": { "package.json": "{}", "bin/node": "27.0.0" },
};

/** What is asked for, and the version printed, whose program is in the folder. */
const found: [range: string, version: string][] = [
  ["4.0.0", "4.0.0"],
  ["0.8.x", "0.8.28"],
  ["4.x", "4.9.1"],
  ["~5.1", "5.1.0"],
  [">=4", "22.8.0"],
  ["27.x", "27.0.0"],
];

const refused: [range: string, sentence: string][] = [
  ["6.x", 'package.json asks for node "6.x", and the registry has 0.8, 4 to 5, 22, 27. Ask for one of these.'],
  ["999", 'package.json asks for node "999", and the registry has 0.8, 4 to 5, 22, 27. Ask for one of these.'],
  ["newest!", '"newest!" in package.json is not a range of versions; "24.x" is one.'],
];

t.test("every layout of a package ends with bin/node, also from the cache and without a registry", async (t) => {
  const { fetch, folder, close } = await registry(t);
  for (const [range, version] of found) {
    t.same(await fetch(range), { code: 0, out: `${version}\n`, err: "" }, range);
    t.equal(readFileSync(join(folder, `node-${version}/bin/node`), "utf8"), version);
  }
  t.notOk(
    readdirSync(folder).some((name) => name.startsWith(".")),
    "nothing half unpacked is left",
  );
  t.ok(readdirSync(join(folder, "node-5.1.0")).includes("docs.tar.gz"), "an archive beside other files stays one");
  close();
  t.match(await fetch("4.0.0"), { code: 0, out: "4.0.0\n", err: "node 4.0.0 is in the cache" });
});

t.test("an archive that an earlier Hokku left in the cache is opened", async (t) => {
  const { fetch, folder } = await registry(t);
  for (const [name, content] of Object.entries(there["4.0.0"])) put(join(folder, "node-4.0.0", name), content);
  t.match(await fetch("4.0.0"), { code: 0, out: "4.0.0\n" });
  t.equal(readFileSync(join(folder, "node-4.0.0/bin/node"), "utf8"), "4.0.0");
});

t.test("a range that no version is in is refused, with what there is", async (t) => {
  const { fetch, folder } = await registry(t);
  for (const [range, sentence] of refused) t.same(await fetch(range), { code: 1, out: "", err: ` !     ${sentence}\n` }, range);
  t.same(readdirSync(folder), []);
});

/** A registry that has the package `node`, and who fetches from it. */
async function registry(t: Test) {
  const archives = new Map(Object.entries(there).map(([version, files]) => [version, archive(files)]));
  const server = createServer(({ url = "" }, response) => {
    const asked = archives.get(url.slice(1));
    const dist = (version: string, content: Buffer) => ({
      tarball: `${address}${version}`,
      shasum: createHash("sha1").update(content).digest("hex"),
    });
    const versions = Object.fromEntries([...archives].map(([version, content]) => [version, { dist: dist(version, content) }]));
    response.end(asked ?? JSON.stringify({ versions }));
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = () => server.close().closeAllConnections();
  t.teardown(close);
  const folder = scratch();
  t.teardown(() => rmSync(folder, { recursive: true }));
  const program = join(checkout, "plugins/builder-herokuish/buildpacks/nodejs/lib/fetch-package");
  const fetch = async (range: string) => {
    const child = spawn("/usr/bin/python3", [program, "node", range, folder, "26.x"], {
      env: { PATH: process.env.PATH, npm_config_registry: address, no_proxy: "*", PYTHONDONTWRITEBYTECODE: "1" },
    });
    let [out, err] = ["", ""];
    child.stdout.on("data", (chunk) => (out += chunk));
    child.stderr.on("data", (chunk) => (err += chunk));
    const code = await new Promise((resolve) => child.on("close", resolve));
    return { code, out, err };
  };
  return { fetch, folder, close };
}

/** A tar.gz with these files in one folder, as npm and Node's builds have them. */
function archive(files: Record<string, string | Buffer>): Buffer {
  const place = scratch();
  for (const [name, content] of Object.entries(files)) put(join(place, "package", name), content);
  const { stdout } = spawnSync("tar", ["-cz", "-C", place, "package"], { maxBuffer: 1 << 24 });
  rmSync(place, { recursive: true });
  return stdout;
}

function put(file: string, content: string | Buffer): void {
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, content);
}

function scratch(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "hokku-test-")));
}
