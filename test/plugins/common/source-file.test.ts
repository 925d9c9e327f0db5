import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { readSource } from "../../../plugins/common/lib/source-file.ts";

t.test("a pushed source is read, and nothing beside it", async (t) => {
  const folder = t.testdir({
    outside: "TOKEN=secret\n",
    "source-2": { x: "another app's" },
    source: { Procfile: "web: run\n", dir: {} },
  });
  const source = join(folder, "source");
  const link = (name: string, target: string) => symlinkSync(target, join(source, name));
  link("inside", "Procfile");
  link("out", "../outside");
  link("absolute", join(folder, "outside"));
  link("neighbour", "../source-2/x");
  link("chain", "out");
  link("loop", "loop");
  link("zero", "/dev/zero");
  link("gone", "nowhere");
  mkdirSync(join(source, "sub"));
  link("sub/up", "../..");
  execFileSync("mkfifo", [join(source, "pipe")]);
  writeFileSync(join(source, "large"), Buffer.alloc(1024 * 1024 + 1));
  const rows: [path: string, text: string | undefined | RegExp][] = [
    ["Procfile", "web: run\n"],
    ["inside", "web: run\n"],
    ["./dir/../Procfile", "web: run\n"],
    ["missing", undefined],
    ["missing/too", undefined],
    ["Procfile/under", undefined],
    ["gone", undefined],
    ["out", /out leads out of the pushed source/],
    ["absolute", /leads out of the pushed source/],
    ["neighbour", /leads out of the pushed source/],
    ["chain", /leads out of the pushed source/],
    ["sub/up/outside", /leads out of the pushed source/],
    ["../outside", /leads out of the pushed source/],
    ["zero", /leads out of the pushed source/],
    ["loop", /cannot be read: ELOOP/],
    ["pipe", /is no regular file/],
    ["dir", /is no regular file/],
    ["large", /1048577 bytes; 1048576 are allowed/],
  ];
  const open = readdirSync("/proc/self/fd").length;
  for (const [path, wanted] of rows) {
    if (wanted instanceof RegExp) t.throws(() => readSource(source, path), { message: wanted, code: 1 }, path);
    else t.equal(readSource(source, path), wanted, path);
  }
  t.equal(readdirSync("/proc/self/fd").length, open, "none of them stays open");
});
