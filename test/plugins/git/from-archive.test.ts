// slow: archives of every kind are made and taken apart
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import t from "tap";
import { start } from "../../e2e/apps.ts";
import { buildHost } from "../../lib/build-host.ts";
import { type Entry, tar, zip } from "./archives.ts";

const DOCKERFILE = { name: "Dockerfile", data: "FROM scratch\nEXPOSE 5000\n" };

t.test("hostile archives: refused with the name of the entry, nothing is written and nothing built", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  const table: [name: string, entries: Entry[], says: RegExp][] = [
    [
      "a way up",
      [{ name: "../evil", data: "x" }],
      /^ ! {5}Archive contains entries with parent directory traversal\. .*entry "\.\.\/evil": there is "\.\." in its name/,
    ],
    ["a way up inside", [{ name: "a/../../evil", data: "x" }], /entry "a\/\.\.\/\.\.\/evil"/],
    [
      "an absolute path",
      [{ name: "/tmp/evil", data: "x" }],
      /Archive contains entries with absolute paths\. .*entry "\/tmp\/evil": its name is an absolute path/,
    ],
    ["a Windows path", [{ name: "C:\\evil", data: "x" }], /its name is an absolute path/],
    [
      "a link out",
      [{ name: "l", type: "2", link: "/etc" }],
      /Archive contains symlinks with absolute targets\. .*entry "l": it is a link to \/etc, out of the archive/,
    ],
    ["a link up", [{ name: "l", type: "2", link: "../x" }], /entry "l": it is a link to \.\.\/x/],
    [
      "a link that climbs through another",
      [
        { name: "a", type: "2", link: "." },
        { name: "b", type: "2", link: "a/../.." },
      ],
      /entry "b"/,
    ],
    [
      "a link and a file behind it",
      [
        { name: "l", type: "2", link: "sub" },
        { name: "l/x", data: "x" },
      ],
      /entry "l\/x": another entry has made a link/,
    ],
    ["a hard link out", [{ name: "l", type: "1", link: "../../../etc/passwd" }], /entry "l": there is "\.\." in its name/],
    [
      "a hard link to nothing",
      [{ name: "l", type: "1", link: "nothing" }],
      /entry "l": it is a link to nothing, which is no file before it/,
    ],
    ["a device", [{ name: "dev/sda", type: "4" }], /entry "dev\/sda": it is a device/],
    ["a pipe", [{ name: "fifo", type: "6" }], /entry "fifo": it is a pipe/],
    ["an unknown kind", [{ name: "odd", type: "S" }], /entry "odd": it is of the unknown type "S"/],
    [
      "a long name",
      [
        { name: "x", type: "L", data: "../evil\0" },
        { name: "short", data: "x" },
      ],
      /entry "\.\.\/evil"/,
    ],
    [
      "a pax name",
      [
        { name: "x", type: "x", data: "16 path=/e/evil\n" },
        { name: "short", data: "x" },
      ],
      /entry "\/e\/evil"/,
    ],
  ];
  for (const [name, entries, says] of table) {
    const found = host.dokku(["git:from-archive", "web", "--"], { input: tar(DOCKERFILE, ...entries) });
    t.match(found, { code: 1, err: says }, name);
  }
  const zips: [name: string, entry: Entry, says: RegExp][] = [
    ["a way up", { name: "../evil", data: "x" }, /entry "\.\.\/evil"/],
    ["an absolute path", { name: "/evil", data: "x" }, /absolute path/],
    ["a link out", { name: "l", data: "/etc", mode: 0o120777 }, /it is a link to \/etc/],
    ["a device", { name: "d", mode: 0o020644 }, /it is a device or a pipe/],
    ["a cipher", { name: "c", data: "x", deflated: 1, flags: 1 }, /entry "c": it is encrypted/],
    ["more than it says", { name: "m", data: "x".repeat(5000), deflated: 10 }, /entry "m": it cannot be unpacked/],
    ["less than it says", { name: "l", data: "x", deflated: 10 }, /entry "l": it cannot be unpacked/],
    ["an endless link", { name: "e", data: "x".repeat(50_000), deflated: 50_000, mode: 0o120777 }, /its link is too long/],
  ];
  for (const [name, entry, says] of zips) {
    const found = host.dokku(["git:from-archive", "--archive-type", "zip", "web", "--"], { input: zip(DOCKERFILE, entry) });
    t.match(found, { code: 1, err: says }, `zip: ${name}`);
  }
  t.notOk(existsSync(join(host.path, "lib/data/git/evil")) || existsSync("/tmp/evil"));
  t.equal(host.read("docker-calls"), "", "docker was never asked");
});

t.test("damaged archives and limits", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  const good = tar(DOCKERFILE, { name: "big", data: "x".repeat(5000) });
  const table: [name: string, type: string, input: Buffer, says: RegExp][] = [
    ["no archive", "tar", Buffer.from("hello".repeat(200)), /no tar archive, or a damaged one/],
    ["nothing", "tar", Buffer.alloc(0), /no tar archive, or an empty one/],
    ["cut off", "tar", good.subarray(0, 3000), /cut off in the middle/],
    ["no gzip", "tar.gz", good, /cannot be read: incorrect header check/],
    ["gzip cut off", "tar.gz", gzipSync(good).subarray(0, 60), /cannot be read: unexpected end of file|cut off/],
    ["no zip", "zip", good, /no zip archive/],
    ["zip cut off", "zip", zip(DOCKERFILE).subarray(0, 60), /no zip archive/],
    ["a type that is none", "rar", good, /valid archive types include: tar, tar\.gz, zip/],
  ];
  for (const [name, type, input, says] of table) {
    t.match(host.dokku(["git:from-archive", "--archive-type", type, "web", "--"], { input }), { code: 1, err: says }, name);
  }
  t.equal(host.dokku(["git:set", "web", "archive-max-size", "4000"]).code, 0);
  t.match(host.dokku(["git:from-archive", "web", "--"], { input: good }), {
    code: 1,
    err: /Archive exceeds maximum allowed size of 4000 bytes/,
  });
  const bomb = gzipSync(tar({ name: "zeros", data: "0".repeat(1_000_000) }));
  t.ok(bomb.length < 4000);
  const bombed = host.dokku(["git:from-archive", "web", "--", "--archive-type", "tar.gz"], { input: bomb });
  t.match(bombed, { code: 1, err: /entry "zeros": there is more than 4000 bytes/ }, "flags may stand behind, as on Dokku");
  t.equal(host.dokku(["git:set", "--global", "archive-max-files", "2"]).code, 0);
  const many = tar(DOCKERFILE, { name: "a" }, { name: "b" });
  t.match(host.dokku(["git:from-archive", "web", "--"], { input: many }), {
    code: 1,
    err: /which exceeds the maximum of 2\. .*entry "b": there are more than 2 entries/,
  });
  for (const url of ["ftp://x/y", "file:///etc/passwd", "/etc/passwd"])
    t.match(host.dokku(["git:from-archive", "web", url]), { code: 1, err: /no http or https URL/ }, url);
});

t.test("archives that claim or become more than they are: a sentence, and nothing is left", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  t.equal(host.dokku(["git:set", "web", "archive-max-size", "1000000"]).code, 0);
  t.equal(host.dokku(["git:set", "web", "archive-max-files", "100"]).code, 0);
  const zeros = { name: "zeros", data: "0".repeat(400_000) };
  const links = ["a", "b", "c"].map((name) => ({ name, type: "1", link: "zeros" }));
  const absurd = tar({ name: "x" });
  absurd.write("77777777777\0", 124);
  absurd.write(" ".repeat(8), 148);
  const sum = absurd.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  absurd.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  const claims = Buffer.from(zip(DOCKERFILE).subarray(-22));
  claims.writeUInt32LE(3 * 2 ** 30, 12);
  const packed = zip(DOCKERFILE);
  packed.writeUInt32LE(3 * 2 ** 30, packed.indexOf("PK\x01\x02") + 20);
  const pax = (record: string) => tar({ name: "p", type: "x", data: record }, { name: "short" });
  const long = "n".repeat(5000);
  const table: [name: string, type: string, input: Buffer, says: RegExp][] = [
    ["hard links count", "tar.gz", gzipSync(tar(zeros, ...links)), /entry "b": there is more than 1000000 bytes/],
    ["a zip of 22 bytes", "zip", claims, /no zip archive, or a damaged one/],
    ["an entry of 3 GiB", "zip", packed, /no zip archive, or a damaged one/],
    ["a long name", "tar", tar({ name: "x", type: "L", data: long }, { name: "x" }), /entry "n+\.\.\.": its name has 5000 bytes/],
    [
      "a zip bomb",
      "zip",
      zip({ ...zeros, data: "0".repeat(2_000_000), deflated: 2_000_000 }),
      /entry "zeros": there is more than/,
    ],
    ["a long name in a zip", "zip", zip({ name: long }), /its name has 5000 bytes/],
    [
      "a long way down",
      "tar",
      tar({ name: "x", type: "L", data: "d/".repeat(2040) }, { name: "x" }),
      /name has 4080 bytes|more than 100 entries/,
    ],
    [
      "folders on the way",
      "tar",
      tar({ name: "x", type: "L", data: `${"d/".repeat(200)}x` }, { name: "x" }),
      /more than 100 entries/,
    ],
    [
      "a long link",
      "tar",
      tar({ name: "x", type: "K", data: long }, { name: "l", type: "2" }),
      /entry "l": its link is too long/,
    ],
    ["descriptions count", "tar", tar(...Array(101).fill({ name: "g", type: "g", data: "x" })), /more than 100 entries/],
    [
      "their bytes too",
      "tar.gz",
      gzipSync(tar(...Array(4).fill({ name: "g", type: "g", data: zeros.data }))),
      /more than 1000000 bytes/,
    ],
    [
      "what is passed over",
      "tar.gz",
      gzipSync(tar(...Array(3).fill({ ...zeros, name: "d", type: "5" }))),
      /more than 1000000 bytes/,
    ],
    ["a size without end", "tar", absurd, /cut off in the middle/],
    ["a size below nothing", "tar", pax("11 size=-5\n"), /entry "short": its size is no number, or absurd/],
    ["a size that is none", "tar", pax("12 size=abc\n"), /entry "short": its size is no number, or absurd/],
    [
      "a file as a folder",
      "tar",
      tar({ name: "a", data: "x" }, { name: "a/b", data: "x" }),
      /entry "a\/b": another entry has made a file/,
    ],
    ["a folder as a file", "tar", tar({ name: "a/b" }, { name: "a", data: "x" }), /entry "a": another entry has made a folder/],
  ];
  const folders = Array.from({ length: 97 }, (_, at) => ({ name: `f${at}/`, type: "5" }));
  const counted = host.dokku(["git:from-archive", "web", "--"], { input: tar(DOCKERFILE, ...folders, { name: "f0/x" }) });
  t.match(counted, { code: 0 }, `a folder counts once: ${counted.err}`);
  for (const [name, type, input, says] of table) {
    const found = host.dokku(["git:from-archive", "--archive-type", type, "web", "--"], { input });
    t.match(found, { code: 1, err: says }, name);
    t.notMatch(found.err, /\n +at /, `${name}: no stack`);
    t.same(readdirSync(join(host.path, "lib/data/git/web")), [], `${name}: nothing is left`);
  }
});

t.test("good archives deploy, of all kinds, from stdin and from a URL", async (t) => {
  const host = buildHost(t);
  host.dokku(["apps:create", "web"]);
  const folder = join(host.path, "made");
  mkdirSync(join(folder, "app/bin"), { recursive: true });
  execFileSync(
    "sh",
    [
      "-c",
      'cp "$0" app/bin/run; ln -s bin/run app/link; printf "FROM scratch\\nEXPOSE 80\\n" >app/Dockerfile; touch "app/ünï côde"',
      "/bin/true",
    ],
    { cwd: folder },
  );
  const long = `app/${"d".repeat(90)}/${"f".repeat(90)}`;
  execFileSync("sh", ["-c", 'mkdir -p "$(dirname "$0")"; touch "$0"', long], { cwd: folder });
  const make: [type: string, words: string[]][] = [
    ["tar", ["tar", "--format=gnu", "-cf", "gnu.tar", "app"]],
    ["tar", ["tar", "--format=pax", "-cf", "pax.tar", "-C", "app", "."]],
    ["tar.gz", ["tar", "-czf", "app.tar.gz", "app"]],
    ["zip", ["zip", "-qry", "app.zip", "app"]],
  ];
  for (const [type, [program = "", ...words]] of make) {
    execFileSync("sh", ["-c", `date +%N >app/stamp`], { cwd: folder });
    execFileSync(program, words, { cwd: folder });
    const file = words.find((word) => /\.(tar|gz|zip)$/.test(word)) ?? "";
    const found = host.dokku(["git:from-archive", "--archive-type", type, "web", "--", "Ada", "ada@example.com"], {
      input: readFileSync(join(folder, file)),
    });
    t.match(found, { code: 0, out: /Application deployed/ }, `${file}: ${found.err}`);
    const tree = execFileSync("git", ["-C", join(host.path, "home/web"), "ls-tree", "-r", "-z", "master"], { encoding: "utf8" });
    t.match(tree, /100755 blob \w+\tbin\/run\0/, `${file}: programs stay programs`);
    t.match(tree, /120000 blob \w+\tlink\0/, `${file}: links stay links`);
    t.match(tree, /\tünï côde\0/, `${file}: names of all kinds`);
    t.ok(tree.includes(`${"d".repeat(90)}/${"f".repeat(90)}`), `${file}: long names`);
  }
  const log = execFileSync("git", ["-C", join(host.path, "home/web"), "log", "--format=%an %ae %s", "master"], {
    encoding: "utf8",
  });
  t.match(log, /^(Ada ada@example.com Automated commit @ \d+\n){3}Ada ada@example.com Initial commit\n$/);
  const same = host.dokku(["git:from-archive", "--archive-type", "zip", "web", "--"], {
    input: readFileSync(join(folder, "app.zip")),
  });
  t.match(same, { code: 1, err: /No changes detected[\s\S]*ps:rebuild/ });
  const server = createServer((request, response) => {
    if (request.url === "/good") response.end(tar(DOCKERFILE));
    else response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.teardown(() => server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetched = await start(host, "core/dokku", ["git:from-archive", "web", `${url}/good`]).done;
  t.match(fetched, { code: 0, out: /Downloading tar file from http[\s\S]*Application deployed/ }, fetched.err);
  t.match(await start(host, "core/dokku", ["git:from-archive", "web", `${url}/bad`]).done, {
    code: 1,
    err: /answers 404 Not Found/,
  });
  t.match(await start(host, "core/dokku", ["git:from-archive", "web", "http://127.0.0.1:1/x"]).done, {
    code: 1,
    err: /cannot be fetched: /,
  });
});
