import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { addresses } from "../../../plugins/common/lib/addresses.ts";
import { appEnvironment, LONGEST_VARIABLE, tooLong } from "../../../plugins/common/lib/environment.ts";
import { moveFolder, removeAll } from "../../../plugins/common/lib/files.ts";
import { imageOf } from "../../../plugins/common/lib/image.ts";
import { writeTable } from "../../../plugins/common/lib/table.ts";
import { since } from "../../../plugins/common/lib/talk.ts";
import { here } from "../../lib/here.ts";

t.test("a folder gets another name, also on another file system", async (t) => {
  const { path, put, read } = here(t);
  put("a/file", "text");
  moveFolder(join(path, "a"), join(path, "b"));
  t.same([existsSync(join(path, "a")), read("b/file")], [false, "text"]);
  t.throws(() => moveFolder(join(path, "none"), join(path, "c")), { code: "ENOENT" });
  const elsewhere = "/dev/shm";
  if (!existsSync(elsewhere)) return;
  symlinkSync("file", join(path, "b/link"));
  utimesSync(join(path, "b/file"), 1, 1);
  const to = join(elsewhere, `hokku-folders-${process.pid}`);
  t.teardown(() => execFileSync("rm", ["-rf", to]));
  moveFolder(join(path, "b"), to);
  t.same(
    [existsSync(join(path, "b")), readFileSync(join(to, "file"), "utf8"), readlinkSync(join(to, "link"))],
    [false, "text", "file"],
  );
});

t.test("a folder is removed as far as this user may, and what stays is named", async (t) => {
  const { path, put } = here(t);
  put("gone/a/b", "");
  t.same(removeAll(join(path, "gone")), []);
  t.same(removeAll(join(path, "gone")), [], "what is not there is gone");
  t.notOk(existsSync(join(path, "gone")));
  if (process.getuid?.() !== 0) return;
  for (const file of ["some/mine", "some/whole/one", "some/whole/two", "some/part/kept/x", "some/part/mine"]) put(file, "");
  const code = `import { removeAll } from "${join(import.meta.dirname, "../../../plugins/common/lib/files.ts")}";
    process.stdout.write(JSON.stringify(removeAll(process.argv[1])));`;
  const words = ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, "--input-type=module", "--eval", code];
  execFileSync("chmod", ["755", path]);
  execFileSync("chown", ["-R", "65534", join(path, "some")]);
  for (const locked of ["some/whole", "some/part/kept"]) execFileSync("chown", ["-R", "0", join(path, locked)]);
  execFileSync("chmod", ["777", join(path, "some"), join(path, "some/part")]);
  const left: string[] = JSON.parse(execFileSync("setpriv", [...words, join(path, "some")], { encoding: "utf8", cwd: "/" }));
  t.same(left.sort(), [join(path, "some/part"), join(path, "some/whole")], "a folder of which everything stays as one");
  t.same(readdirSync(join(path, "some")).sort(), ["part", "whole"]);
  t.same(readdirSync(join(path, "some/part")), ["kept"]);
});

t.test("what an app's programs see", async (t) => {
  const { io, put } = here(t, { apps: ["web"] });
  put("home/ENV", "export A='all'\nexport B='all'\n");
  put("home/web/ENV", "export B='own'\n");
  t.same(appEnvironment("web", io.env), { A: "all", B: "own" });
  put("home/web/ENV", `export B='${"x".repeat(LONGEST_VARIABLE)}'\n`);
  t.throws(() => appEnvironment("web", io.env), {
    code: 1,
    message: /^B of web cannot be handed to a program: it has 131073 bytes and Linux allows 131071/,
  });
  const most = LONGEST_VARIABLE - "B=".length;
  t.same([tooLong("B", "x".repeat(most)), typeof tooLong("B", "x".repeat(most + 1))], [undefined, "string"]);
});

t.test("addresses of an app: what a plugin says wins", async (t) => {
  const { io, answers } = here(t);
  t.same(await addresses(io, "web", "urls"), []);
  answers("domains-urls", 'if [[ $2 == url ]]; then echo "http://$1.one"; else echo "http://$1.one http://$1.two"; fi');
  t.same(
    [await addresses(io, "web", "urls"), await addresses(io, "web", "url")],
    [["http://web.one", "http://web.two"], ["http://web.one"]],
  );
  answers("app-urls", "echo https://a; echo https://b");
  t.same([await addresses(io, "web", "urls"), await addresses(io, "web", "url")], [["https://a", "https://b"], ["https://a"]]);
});

t.test("what is said: times and tables", async (t) => {
  const { io, said } = here(t);
  mkdirSync(io.cwd, { recursive: true });
  for (const [ago, is] of [
    [0, "0.0 s"],
    [1240, "1.2 s"],
    [99_900, "99.9 s"],
    [100_000, "1 min 40 s"],
    [185_000, "3 min 5 s"],
  ] as const)
    t.equal(since(Date.now() - ago), is);
  writeTable(io, [
    ["a", "bbb", "c"],
    ["long", 1, ""],
  ]);
  t.equal(said(), "a     bbb  c\nlong  1\n");
  writeTable(io, []);
  t.equal(said(), "");
});

t.test("an image, by what Docker says of it", async (t) => {
  t.same(imageOf("x", { Id: "1", Config: {} }), {
    name: "x",
    id: "1",
    kind: "dockerfile",
    entrypoint: [],
    command: [],
    shell: ["/bin/sh", "-c"],
    labels: {},
  });
  const labels = (Labels: Record<string, string>) => imageOf("x", { Id: "1", Config: { Labels } }).kind;
  t.same(
    [
      labels({ "com.dokku.builder-type": "herokuish" }),
      labels({ "com.gliderlabs.herokuish/stack": "s" }),
      labels({ "io.buildpacks.stack.id": "s" }),
      labels({ "com.dokku.builder-type": "pack" }),
      labels({ "com.dokku.builder-type": "nixpacks" }),
    ],
    ["herokuish", "herokuish", "pack", "pack", "dockerfile"],
  );
  t.match(imageOf("x", { Id: "1", Config: { Entrypoint: ["e"], Cmd: ["c"], Shell: ["/bin/bash", "-c"] } }), {
    entrypoint: ["e"],
    command: ["c"],
    shell: ["/bin/bash", "-c"],
  });
  t.same(imageOf("x", { Id: "1", Config: { Shell: [] } }).shell, ["/bin/sh", "-c"]);
});
