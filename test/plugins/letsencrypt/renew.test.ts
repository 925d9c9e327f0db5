import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import t, { type Test } from "tap";
import { duration } from "../../../plugins/letsencrypt/lib/duration.ts";
import { enable, leftToRenewal } from "../../../plugins/letsencrypt/lib/enable.ts";
import { whileServed } from "../../../plugins/letsencrypt/lib/http-01.ts";
import { renewAll, renewOne } from "../../../plugins/letsencrypt/lib/renew.ts";
import { expiration, forget, isActive, removeStale } from "../../../plugins/letsencrypt/lib/state.ts";
import { dnsProvider, wanted } from "../../../plugins/letsencrypt/lib/wanted.ts";
import { here } from "../../lib/here.ts";

const DAY = 86_400;
const made = t.testdir({});
const certificate = (days: number) => {
  const words = ["req", "-x509", "-nodes", "-days", `${days}`, "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"];
  execFileSync("openssl", [...words, "-keyout", `${days}.key`, "-out", `${days}.crt`, "-subj", "/CN=a.test"], {
    cwd: made,
    stdio: "ignore",
  });
  return join(made, `${days}`);
};
const [LONG, SHORT, SHORTER] = [certificate(90), certificate(20), certificate(10)];

/** The authority's certificate lies ready; \`refused\` names a domain that it does not believe in. */
const LEGO = `domain=""
while [[ $# -gt 0 ]]; do case "$1" in --path) folder="$2" ;; --domains) domain="\${domain:-$2}" ;; esac; shift; done
if [[ $domain == "$(cat "$DOKKU_ROOT/../refused" 2>/dev/null)" ]]; then exit 3; fi
mkdir -p "$folder/certificates"
for end in crt key; do cp ${LONG}.$end "$folder/certificates/$domain.$end"; done`;

function host(t: Test) {
  const it = here(t, { apps: ["web", "api"], programs: { lego: LEGO } });
  it.answers("domains-list", 'cat "$DOKKU_ROOT/../domains-$1" 2>/dev/null');
  it.answers(
    "certs-set",
    'mkdir -p "$DOKKU_ROOT/$1/tls"; cp "$2" "$DOKKU_ROOT/$1/tls/server.crt"; cp "$3" "$DOKKU_ROOT/$1/tls/server.key"',
  );
  for (const app of ["web", "api"]) it.put(`domains-${app}`, `${app}.test\n`);
  const set = (key: string, value: string, app = "--global") => it.put(`lib/config/letsencrypt/${app}/${key}`, value);
  set("email", "a@b.test");
  set("dns-provider", "some");
  /** As if its certificate had been got then. */
  const has = (app: string, from: string) => {
    const text = readFileSync(`${from}.crt`, "utf8");
    it.put(`home/${app}/tls/server.crt`, text);
    it.put(`home/${app}/letsencrypt/certs/before/certificate.crt`, text);
    rmSync(join(it.path, `home/${app}/letsencrypt/certs/current`), { force: true });
    symlinkSync("before", join(it.path, `home/${app}/letsencrypt/certs/current`));
  };
  const asked = () => it.calls("lego").map(({ words }) => words.join(" ").replace(/--path \S+/, "--path X"));
  return { ...it, env: it.io.env, set, has, asked };
}

t.test("what a certificate has to be, or what is missing", async (t) => {
  const { io, env, put, set } = host(t);
  put("domains-web", "_\nweb.test\n*.web.test\n");
  t.match(await wanted(io, "web"), {
    domains: ["web.test", "*.web.test"],
    email: "a@b.test",
    server: "https://acme-v02.api.letsencrypt.org/directory",
    dns: "some",
  });
  set("server", "https://my.test/dir", "web");
  t.equal((await wanted(io, "web")).server, "https://my.test/dir");
  set("server", "staging", "web");
  t.equal((await wanted(io, "web")).server, "https://acme-staging-v02.api.letsencrypt.org/directory");
  set("dns-provider", "none", "web");
  t.same([dnsProvider("web", env), dnsProvider("api", env)], [undefined, "some"]);
  await t.rejects(wanted(io, "web"), {
    code: 1,
    message: /^\*\.web\.test can only be proved by DNS; say who serves it: dokku letsencrypt:set web/,
  });
  put("domains-web", "_\n");
  await t.rejects(wanted(io, "web"), {
    code: 1,
    message: "No domains detected for web; add one: dokku domains:add web <domain>",
  });
  set("email", "");
  await t.rejects(wanted(io, "api"), { code: 1, message: /^Cannot request a certificate without an e-mail address!/ });
});

t.test("a certificate is got once, and kept by what was asked for", async (t) => {
  const { io, env, said, asked, put, read, path, set } = host(t);
  set("failures", "3 1", "web");
  t.equal(isActive("web", env), false);
  t.equal(await leftToRenewal("web", env), -1);
  t.equal(await enable(io, "web"), true);
  t.equal(
    said(),
    `=====> Enabling letsencrypt for web
-----> Getting letsencrypt certificate for web via DNS-01
-----> Certificate retrieved successfully.
-----> Done
`,
  );
  t.same(asked(), [
    "--accept-tos --path X --server https://acme-v02.api.letsencrypt.org/directory --email a@b.test --dns some --domains web.test run",
  ]);
  t.equal(read("home/web/tls/server.key"), readFileSync(`${LONG}.key`, "utf8"));
  t.ok(isActive("web", env));
  t.equal(read("lib/config/letsencrypt/web/failures"), undefined, "what failed before is forgotten");
  const certs = join(path, "home/web/letsencrypt/certs");
  const name = readlinkSync(join(certs, "current"));
  t.match(name, /^[0-9a-f]{40}$/);
  t.same(readdirSync(join(path, "lib/data/letsencrypt")), [], "lego leaves nothing");
  t.equal(statSync(join(certs, name, "certificate.key")).mode & 0o777, 0o600);
  const left = await leftToRenewal("web", env);
  t.ok(Math.abs(left - 60 * DAY) < 300, `${left}`);
  t.equal(await leftToRenewal("web", env, ((await expiration("web", env)) ?? 0) * 1000), -30 * DAY);

  t.equal(await enable(io, "web"), false);
  t.match(said(), /Certificate is still valid for web, skipping certificate request\n-----> Pass --force to letsencrypt:enable/);
  t.equal(await enable(io, "web", true), true);
  put("domains-web", "web.test\nwww.test\n");
  set("lego-args", " --dns.resolvers  1.1.1.1 ");
  t.equal(await enable(io, "web"), true);
  t.equal(
    asked().at(-1)?.endsWith("--domains web.test --domains www.test --dns.resolvers 1.1.1.1 run"),
    true,
    "other domains are another one",
  );
  t.equal(asked().length, 3);
  put("home/web/letsencrypt/certs/old/certificate.crt", "");
  t.match(removeStale("web", env), { stale: [name, "old"].sort() });
  t.throws(() => removeStale("api", env), { code: 1, message: /^api has no certificate of letsencrypt; get one/ });
  forget("web", env);
  t.notOk(isActive("web", env));
  t.equal(await expiration("api", env), undefined);
});

t.test("one app is renewed where it is due", async (t) => {
  const { io, said, has, asked } = host(t);
  t.same(await renewOne(io, "web"), { app: "web", renewed: false, left: 0 });
  t.equal(said(), "-----> Letsencrypt not enabled for web\n");
  has("web", LONG);
  t.match(await renewOne(io, "web"), { app: "web", renewed: false, left: Number });
  t.match(said(), /^ {7}web still has (59|60)d, \d+h, \d+m, \d+s left before renewal\n$/);
  has("web", SHORT);
  const { renewed, left } = await renewOne(io, "web");
  t.ok(renewed && left <= 0);
  t.match(said(), /^=====> Auto-renew web\.\.\.\n=====> Enabling letsencrypt for web\n/);
  t.equal(asked().length, 1);
});

t.test("all are, what ends first first, and one that fails is tried again later and later", async (t) => {
  const { io, said, has, asked, put, read, set } = host(t);
  t.same(await renewAll(io), []);
  t.equal(said(), "=====> Auto-renewing all apps...\n=====> Finished auto-renewal\n");
  has("api", SHORT);
  has("web", SHORTER);
  put("refused", "web.test");
  const done = await renewAll(io);
  t.match(
    done.map(({ app, failed }) => [app, failed]),
    [
      ["web", "lego got no certificate; the reason is above"],
      ["api", undefined],
    ],
  );
  t.match(said(), /-----> web needs renewal\n[\s\S]*-----> api needs renewal\n/);
  const failures = () => (read("lib/config/letsencrypt/web/failures") ?? "").split(" ").map(Number);
  t.equal(failures()[0], 1);
  t.ok(Math.abs((failures()[1] ?? 0) - Date.now() / 1000) < 60);
  const before = asked().length;
  t.match((await renewAll(io))[0], { app: "web", renewed: false, failed: undefined });
  t.equal(asked().filter((line) => line.includes("web.test")).length, 1, "not at once");
  t.equal(asked().length, before, "and api has one now");
  const hoursAgo = (count: number, hours: number) =>
    set("failures", `${count} ${Math.floor(Date.now() / 1000 - hours * 3600)}`, "web");
  for (const [count, hours, again] of [
    [1, 1.9, false],
    [1, 2.1, true],
    [3, 7.9, false],
    [3, 8.1, true],
    [20, 24 * 6.9, false],
    [20, 24 * 7.1, true],
  ] as const) {
    hoursAgo(count, hours);
    const [web] = await renewAll(io);
    t.equal(Boolean(web?.failed), again, `${count} times, ${hours} hours ago`);
    if (again) t.equal(failures()[0], count + 1);
  }
});

t.test("what proves a domain is served for as long as it takes", async (t) => {
  const { io, put, read, answers, path } = host(t);
  answers("proxy-type", 'cat "$DOKKU_ROOT/../type"');
  answers("ports-get", 'cat "$DOKKU_ROOT/../ports"');
  answers(
    "proxy-build-config",
    'echo noise; cat "$DOKKU_ROOT/web/nginx.conf.d/letsencrypt.conf" >>"$DOKKU_ROOT/../built" 2>/dev/null; echo "built $1" >>"$DOKKU_ROOT/../built"',
  );
  const serve = (work = async (_prove: (token: string, text: string) => void): Promise<unknown> => undefined) =>
    whileServed(io, "web", work);
  put("type", "caddy");
  await t.rejects(serve(), {
    code: 1,
    message: /^Domains are proved through nginx, and web is served by caddy: use nginx, dokku proxy:set web/,
  });
  put("type", "nginx");
  await t.rejects(serve(), { code: 1, message: /^nginx does not serve web yet; deploy it first/ });
  put("home/web/nginx.conf", "");
  put("ports", "https:443:5000\n");
  await t.rejects(serve(), {
    code: 1,
    message: /asks at port 80, where web is not served; add it: dokku ports:add web http:80:5000$/,
  });
  put("ports", "");
  await t.rejects(serve(), { message: /http:80:<port>$/ });
  put("ports", "https:443:5000\nhttp:80:5000\n");
  const folder = join(path, "lib/data/letsencrypt/web/.well-known/acme-challenge");
  const proved = await serve(async (prove) => {
    prove("tok-en_1", "proof");
    t.throws(() => prove("../x", ""), { message: /^The authority's token is not one/ });
    t.equal(statSync(folder).mode & 0o777, 0o755);
    return readFileSync(join(folder, "tok-en_1"), "utf8");
  });
  t.equal(proved, "proof");
  const snippet = `location ^~ /.well-known/acme-challenge/ {\n  allow all;\n  auth_basic off;\n  root "${path}/lib/data/letsencrypt/web";\n}\n`;
  t.equal(read("built"), `${snippet}built web\nbuilt web\n`);
  await t.rejects(
    serve(async () => Promise.reject(new Error("no"))),
    /no/,
  );
  t.equal(read("built"), `${snippet}built web\nbuilt web\n`.repeat(2), "also where it fails");
  t.same(readdirSync(join(path, "lib/data/letsencrypt")), []);
});

t.test("times as people read them", async (t) => {
  t.equal(duration(89 * DAY + 23 * 3600 + 59 * 60 + 2), "89d, 23h, 59m, 2s");
  t.equal(duration(-61), "-0d, 0h, 1m, 1s");
  t.equal(duration(0), "0d, 0h, 0m, 0s");
});
