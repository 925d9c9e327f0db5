// slow: keys and certificates are made
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import t from "tap";
import { readPair, replacePair } from "../../../plugins/certs/lib/store.ts";
import { checkout, root } from "../../lib/root.ts";
import { fire } from "../../lib/rows.ts";

/** Certificates made by the real openssl: two that fit their keys, and what people hand in by mistake. */
const work = t.testdir({});
const at = (name: string) => join(work, name);
const openssl = (...words: string[]) => execFileSync("openssl", words, { cwd: work, stdio: ["ignore", "pipe", "ignore"] });
const make = (name: string, kind: string[], days = "10") =>
  openssl(
    "req",
    "-x509",
    "-nodes",
    "-days",
    days,
    ...kind,
    "-keyout",
    `${name}.key`,
    "-out",
    `${name}.crt`,
    "-subj",
    `/CN=${name}.example.com`,
    "-addext",
    `subjectAltName=DNS:${name}.example.com,DNS:*.${name}.example.org`,
  );
make("a", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]);
make("b", ["-newkey", "rsa:2048"]);
make("weak", ["-newkey", "rsa:1024"]);
const text = (name: string) => readFileSync(at(name), "utf8");
const put = (name: string, content: string | Buffer) => writeFileSync(at(name), content);
openssl("pkey", "-in", "a.key", "-aes256", "-passout", "pass:x", "-out", "locked.key");
openssl("x509", "-in", "a.crt", "-outform", "der", "-out", "der.crt");
put("windows.crt", text("a.crt").replaceAll("\n", "\r\n"));
put("windows.key", text("a.key").replaceAll("\n", "\r\n"));
put("garbage.crt", "hello");
put("cut.crt", text("a.crt").replace(/\n[^\n]{20}/, "\nAAAA"));
put("empty.crt", "");
put("reversed.crt", text("b.crt") + text("a.crt"));
put("chain.crt", text("a.crt") + text("b.crt"));

t.test("certificates and keys as files", async (t) => {
  const host = root(t);
  host.dokku(["apps:create", "app"]);
  const tls = (name: string) => join(host.path, "home/app/tls", name);
  const rows: [what: string, crt: string, key: string, code: number, said: RegExp][] = [
    ["no such file", "none.crt", "a.key", 1, /CRT file specified not found, please check file paths/],
    ["no such key", "a.crt", "none.key", 1, /KEY file specified not found, please check file paths/],
    ["a folder", ".", "a.key", 1, /is no file/],
    ["an endless file", "/dev/zero", "a.key", 1, /is no file/],
    ["swapped", "a.key", "a.crt", 1, /name the certificate first/],
    ["another's key", "a.crt", "b.key", 1, /does not belong to the certificate/],
    ["a passphrase", "a.crt", "locked.key", 1, /has a passphrase.*openssl pkey/],
    ["DER", "der.crt", "a.key", 1, /DER form; convert it: openssl x509/],
    ["garbage", "garbage.crt", "a.key", 1, /is no PEM/],
    ["empty", "empty.crt", "a.key", 1, /is empty/],
    ["damaged", "cut.crt", "a.key", 1, /Certificate 1 of the file cannot be read/],
    ["the chain in the wrong order", "reversed.crt", "a.key", 1, /belongs to certificate 2 of the file; put that one first/],
    ["a weak key", "weak.crt", "weak.key", 1, /1024 bits/],
    ["a key without a certificate", "a.crt", "", 2, /name both files/],
  ];
  for (const [what, crt, key, code, said] of rows) {
    const ran = host.dokku(["certs:add", "app", crt.startsWith("/") ? crt : at(crt), ...(key ? [at(key)] : [])]);
    t.equal(ran.code, code, what);
    t.match(ran.err, said, what);
    t.notOk(existsSync(tls("server.crt")), `${what}: nothing is stored`);
  }
  t.equal(host.dokku(["certs:add", "app", at("windows.crt"), at("windows.key")]).code, 0, "line ends of Windows are mended");
  t.equal(readFileSync(tls("server.crt"), "utf8"), text("a.crt"));
  t.equal(statSync(tls("server.key")).mode & 0o777, 0o600);
  t.equal(host.dokku(["certs:update", "app", at("chain.crt"), at("a.key")]).code, 0, "a chain");
  t.equal(host.dokku(["certs:add", "app", at("b.crt"), at("a.key")]).code, 1);
  t.equal(host.dokku(["certs:show", "app", "crt"]).out, text("chain.crt"), "a refused one leaves what was there");
  t.equal(host.dokku(["certs:show", "app", "key"]).out, text("a.key"));
  t.equal(host.dokku(["certs:show", "app", "csr"]).code, 1);
  t.equal(host.dokku(["certs:add", "gone", at("a.crt"), at("a.key")]).code, 20);
});

t.test("a certificate that has expired is taken, with a warning", async (t) => {
  const host = root(t);
  host.dokku(["apps:create", "app"]);
  openssl("req", "-new", "-key", "a.key", "-out", "old.csr", "-subj", "/CN=old.example.com");
  put("ca.txt", "");
  put("serial", "01");
  put(
    "ca.conf",
    "[ca]\ndefault_ca=c\n[c]\ndatabase=ca.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\npolicy=p\n[p]\ncommonName=supplied\n",
  );
  openssl(
    "ca",
    "-batch",
    "-selfsign",
    "-config",
    "ca.conf",
    "-in",
    "old.csr",
    "-keyfile",
    "a.key",
    "-out",
    "old.crt",
    "-startdate",
    "200101000000Z",
    "-enddate",
    "210101000000Z",
  );
  t.match(host.dokku(["certs:add", "app", at("old.crt"), at("a.key")]), {
    code: 0,
    err: /The certificate expired on Jan {2}1 .*2021/,
  });
});

t.test("a tar on stdin", async (t) => {
  const host = root(t);
  host.dokku(["apps:create", "app"]);
  mkdirSync(at("tar/sub"), { recursive: true });
  for (const [to, from] of [
    ["server.crt", "a.crt"],
    ["server.key", "a.key"],
    ["sub/other.crt", "b.crt"],
    [".hidden.crt", "b.crt"],
    ["README", "a.key"],
  ] as const)
    put(`tar/${to}`, text(from));
  const tar = (...words: string[]) =>
    execFileSync("tar", ["c", "-C", at("tar"), ...words], { stdio: ["ignore", "pipe", "ignore"] });
  execFileSync("ln", ["-s", "/etc/passwd", at("tar/link.key")]);
  execFileSync("ln", ["-s", "server.key", at("tar/near.key")]);
  const rows: [what: string, input: Buffer, code: number, said: RegExp][] = [
    ["nothing", Buffer.alloc(0), 2, /name two files, or send a tar/],
    ["no tar", Buffer.from("hello".repeat(300)), 1, /is no tar/],
    ["half a tar", tar("server.crt", "server.key").subarray(0, 900), 1, /ends in the middle/],
    ["no key", tar("server.crt"), 1, /Tar archive is missing \.key file/],
    ["no certificate", tar("server.key"), 1, /Tar archive is missing \.crt file/],
    ["two certificates", tar("server.crt", "sub", "server.key"), 1, /more than one \.crt file: server\.crt, other\.crt/],
    ["a path out", tar("-P", "--transform", "s|server.key|../../server.key|", "server.crt", "server.key"), 1, /leads out of it/],
    [
      "an absolute path",
      tar("-P", "--transform", "s|server.key|/tmp/server.key|", "server.crt", "server.key"),
      1,
      /leads out of it/,
    ],
    ["a link out", tar("server.crt", "server.key", "link.key"), 1, /symlinks with absolute targets: link\.key/],
    ["a link", tar("server.crt", "near.key"), 1, /near\.key in the tar is a link/],
    ["both, and more that is passed over", tar(".hidden.crt", "README", "./server.crt", "server.key"), 0, /^$/],
    ["zipped", tar("-z", "server.crt", "server.key"), 0, /^$/],
    ["a long name", tar("--transform", `s|^|${"x/".repeat(80)}|`, "server.crt", "server.key"), 0, /^$/],
    [
      "a long name as POSIX has it",
      tar("--format=pax", "--transform", `s|^|${"y".repeat(120)}/|`, "server.crt", "server.key"),
      0,
      /^$/,
    ],
  ];
  for (const [what, input, code, said] of rows) {
    const ran = host.dokku(["certs:add", "app"], { input });
    t.equal(ran.code, code, `${what}: ${ran.err}`);
    t.match(ran.err, said, what);
  }
  t.equal(host.dokku(["certs:show", "app", "key"]).out, text("a.key"));
});

t.test("making, reporting and removing", async (t) => {
  const host = root(t);
  host.dokku(["apps:create", "app"]);
  t.match(host.dokku(["certs:generate", "app"]), { code: 2, err: /name a domain/ });
  t.match(host.dokku(["certs:generate", "app", "a;b"]), { code: 1, err: /is not a domain/ });
  t.match(host.dokku(["certs:generate", "app", "x.example.com", "--type", "dsa"]), { code: 2, err: /rsa or ec/ });
  const made = host.dokku(["certs:generate", "app", "*.example.com", "example.com", "--type", "ec"]);
  t.match(made, { code: 0, out: /BEGIN CERTIFICATE REQUEST/ });
  t.match(host.dokku(["certs:generate", "app", "x.example.com"]).out, /already defined/);
  const report = (key: string) => host.dokku(["certs:report", "app", `--ssl-${key}`]).out.trim();
  t.equal(report("enabled"), "true");
  t.equal(report("hostnames"), "*.example.com example.com");
  t.equal(report("subject"), "CN=*.example.com");
  t.equal(report("issuer"), "CN=*.example.com");
  t.equal(report("verified"), "self signed");
  t.match(report("expires-at"), /GMT$/);
  t.match(host.dokku(["certs:report", "app", "--format", "json"]).out, /"ssl-enabled":"true"/);
  t.match(host.dokku(["domains:report", "app"]).out, /\*\.example\.com/, "the app answers to what it is for");
  t.equal(host.dokku(["plugin:trigger", "certs-exists", "app"]).out, "true\n");
  t.match(host.dokku(["plugin:trigger", "certs-get", "app", "key"]).out, /PRIVATE KEY/);
  t.equal(host.dokku(["certs:remove", "app"]).code, 0);
  t.match(host.dokku(["certs:remove", "app"]), { code: 1, err: /not defined/ });
  t.equal(report("enabled"), "false");
  t.equal(host.dokku(["plugin:trigger", "certs-set", "app", at("b.crt"), at("b.key")]).code, 0);
  t.equal(report("hostnames"), "*.b.example.org b.example.com");
});

t.test("a replacement that was cut short is finished, one that had not begun is forgotten", async (t) => {
  const host = root(t);
  host.dokku(["apps:create", "app"]);
  host.dokku(["certs:add", "app", at("a.crt"), at("a.key")]);
  const tls = (name: string) => join(host.path, "home/app/tls", name);
  writeFileSync(tls(".server.crt.next"), text("b.crt"));
  t.equal(host.dokku(["certs:show", "app", "crt"]).out, text("a.crt"));
  t.notOk(existsSync(tls(".server.crt.next")));
  writeFileSync(tls("server.key"), text("b.key"));
  writeFileSync(tls(".server.crt.next"), text("b.crt"));
  writeFileSync(tls(".replacing"), "");
  t.equal(host.dokku(["certs:show", "app", "crt"]).out, text("b.crt"));
  t.notOk(existsSync(tls(".replacing")));
});

t.test("20 replacements while others read: no reader sees a mixed pair, none stays", async (t) => {
  const host = root(t);
  host.dokku(["apps:create", "app"]);
  host.dokku(["certs:add", "app", at("a.crt"), at("a.key")]);
  const key = { [text("a.crt")]: text("a.key"), [text("b.crt")]: text("b.key") };
  const tls = (name: string) => readFileSync(join(host.path, "home/app/tls", name), "utf8");
  let over = false;
  t.teardown(() => {
    over = true;
  });
  const readers = ["certs-exists", "certs-get"].map(async (trigger) => {
    while (!over) {
      const words = [join(checkout, "hooks/plugn"), "trigger", trigger, "app", ...(trigger === "certs-get" ? ["crt"] : [])];
      await once(spawn("bash", words, { env: host.env, stdio: "ignore" }), "close");
    }
  });
  for (let round = 0; round < 20; round++) {
    const name = round % 2 ? "a" : "b";
    const io = { env: host.env, cwd: "/", stdin: "inherit", stdout: () => {} } as const;
    await replacePair(io, "app", { crt: text(`${name}.crt`), key: text(`${name}.key`) });
    t.equal(tls("server.key"), key[tls("server.crt")], `round ${round}`);
    const { crt, key: read } = await readPair(io, "app");
    t.equal(read, key[crt]);
  }
  over = true;
  await Promise.all(readers);
});

t.test("what the proxy cannot use is taken back", async (t) => {
  const host = root(t);
  host.dokku(["apps:create", "app"]);
  host.dokku(["certs:add", "app", at("a.crt"), at("a.key")]);
  host.put("lib/plugins/enabled/picky/plugin.toml", "[plugin]\n");
  host.put(
    "lib/plugins/enabled/picky/post-domains-update",
    '#!/bin/sh\ngrep -q "$(cat "$DOKKU_ROOT/ok")" "$DOKKU_ROOT/$1/tls/server.crt" || { echo no >&2; exit 1; }\n',
  );
  host.put("home/ok", text("a.crt").split("\n")[3] ?? "");
  t.match(host.dokku(["certs:add", "app", at("b.crt"), at("b.key")]), { code: 1, err: /The certificate before stays/ });
  t.equal(host.dokku(["certs:show", "app", "crt"]).out, text("a.crt"));
});

t.test("the certificate of $DOKKU_ROOT/tls is for apps that have none, and all of whose names it is for", async (t) => {
  const host = root(t);
  const rows: [app: string, domains: string[], exists: boolean][] = [
    ["covered", ["one.a.example.org"], true],
    ["twice", ["second.a.example.org", "a.example.com"], true],
    ["partly", ["third.a.example.org", "www.example.net"], false],
    ["deeper", ["two.one.a.example.org"], false],
    ["nameless", [], false],
  ];
  const exists = (app: string) => fire(host, "certs-exists", app).out;
  for (const [app, domains] of rows) {
    host.dokku(["apps:create", app]);
    if (domains.length) host.dokku(["domains:set", app, ...domains]);
    t.equal(exists(app), "false\n", `${app}, and no such folder`);
  }
  const tls = join(host.env.DOKKU_ROOT ?? "", "tls");
  mkdirSync(tls);
  writeFileSync(join(tls, "server.crt"), text("a.crt"));
  t.equal(exists("covered"), "false\n", "without its key it counts for nobody");
  writeFileSync(join(tls, "server.key"), text("a.key"));
  for (const [app, domains, expected] of rows) t.equal(exists(app), `${expected}\n`, `${app}: ${domains.join(" ")}`);
  t.match(host.dokku(["certs:report", "twice", "--ssl-hostnames"]).out, /a\.example\.com/);
  host.dokku(["certs:add", "partly", at("b.crt"), at("b.key")]);
  t.equal(exists("partly"), "true\n", "an app's own comes first, whomever it is for");
  writeFileSync(join(tls, "server.crt"), "damaged");
  t.equal(exists("covered"), "false\n", "one that cannot be read is for nobody");
});

t.test("a certificate that ends soon is named at the end of a push, and no other", async (t) => {
  make("long", ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"], "16");
  const host = root(t);
  host.dokku(["apps:create", "app"]);
  const said = () => fire(host, "post-deploy", "app", "5000", "127.0.0.1", "app:latest");
  t.match(said(), { code: 0, err: "" }, "an app without one");
  t.equal(host.dokku(["certs:add", "app", at("long.crt"), at("long.key")]).code, 0);
  t.notMatch(said().err, /certificate/, "15 days are more than two weeks");
  t.equal(host.dokku(["certs:update", "app", at("a.crt"), at("a.key")]).code, 0);
  t.match(said(), {
    code: 0,
    err: /certificate of app ends in \d days; renew it: dokku certs:update app <crt> <key>, or dokku letsencrypt/,
  });
});
