import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import t from "tap";
import type { Service, ServiceDefinition } from "../../../plugins/service/lib/service.ts";
import { checkout, ran } from "../../lib/root.ts";

const SERVICE: Service = {
  name: "l-1",
  root: "/r/l-1",
  hostRoot: "/r/l-1",
  container: "dokku.x.l-1",
  host: "dokku-x-l-1",
  port: 1,
  scheme: "x",
  database: "l_1",
  password: "s3cret",
  rootPassword: "q",
  image: "x",
  imageVersion: "17.2",
};

const urls = {
  redis: "x://:s3cret@dokku-x-l-1:1",
  mariadb: "x://mariadb:s3cret@dokku-x-l-1:1/l_1",
  postgres: "x://postgres:s3cret@dokku-x-l-1:1/l_1",
};

for (const [name, url] of Object.entries(urls))
  t.test(`${name}: one file of 40 lines, well typed, that gives no password to a command line`, async (t) => {
    const file = join(checkout, "docs/examples", name, "service.ts");
    const { default: declared }: { default: ServiceDefinition } = await import(pathToFileURL(file).href);
    t.ok(readFileSync(file, "utf8").split("\n").length <= 41);
    t.equal(declared.url(SERVICE), url, "as the official plugin's");
    const { restore } = declared;
    const read = restore?.(SERVICE) ?? [];
    const words = [declared.connect?.(SERVICE), declared.dump?.(SERVICE), "stopped" in read ? read.stopped : read].flat();
    t.notOk(words.join(" ").includes("s3cret"));
    t.ok(Object.values(declared.secrets?.(SERVICE) ?? {}).includes("s3cret"));

    const folder = t.testdir();
    cpSync(join(checkout, "docs/examples", name), folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
    cpSync(join(checkout, "plugins/plugin/template/typescript/tsconfig.json"), join(folder, "tsconfig.json"));
    mkdirSync(join(folder, "node_modules/@types"), { recursive: true });
    symlinkSync(checkout, join(folder, "node_modules/hokku"));
    symlinkSync(join(checkout, "node_modules/@types/node"), join(folder, "node_modules/@types/node"));
    const env = { PATH: process.env.PATH ?? "" };
    t.same(ran(join(checkout, "node_modules/.bin/tsc"), ["-p", "."], { env, cwd: folder }), { code: 0, out: "", err: "" });
  });

t.test("postgres: where the image keeps its data changed with version 18", async (t) => {
  const file = join(checkout, "docs/examples/postgres/service.ts");
  const { default: declared }: { default: ServiceDefinition } = await import(pathToFileURL(file).href);
  t.same(declared.mounts(SERVICE), { data: "/var/lib/postgresql/data" });
  t.same(declared.mounts({ ...SERVICE, imageVersion: "18.4" }), { data: "/var/lib/postgresql" });
});
