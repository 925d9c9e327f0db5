// slow: asks well over 100,000 lines of four kinds of keys, and runs a part of them
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cpSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import t, { type Test } from "tap";
import { checkout, type Root, ran, root } from "../../lib/root.ts";
import { MINE, OTHER } from "./hostile-words.ts";
import { KINDS, type Result } from "./kinds-of-keys.ts";

/** How much of what is let in is run as well: everything, but of what an unlimited key may ask, which is nearly all, this part. */
const SHARE = Number(process.env.HOKKU_MATRIX ?? 0.03);
const shareOf = (kind: string): number => (KINDS[kind] ? SHARE && 1 : SHARE);

/** Programs that commands start; each writes down how it was called. Those of the first kind do nothing, the others what they do. */
const STAND_INS = [
  "docker",
  "nginx",
  "sudo",
  "systemctl",
  "service",
  "apt-get",
  "usermod",
  "visudo",
  "crontab",
  "ssh",
  "kill",
  "pkill",
];
const WRAPPED = ["git", "curl", "tar", "openssl", "bash"];

t.test("every command and property, four kinds of keys, hostile words: nothing escapes", async (t) => {
  const seed = process.env.HOKKU_SEED ?? String(Date.now() % 1_000_000);
  t.comment(`seed ${seed}`);
  const rows: string[] = [];
  const results = Object.keys(KINDS).map((kind) => judged(t, kind, seed));
  for (const [kind, result] of await Promise.all(results)) {
    const { asked, refused, misused, allowed, ran, escapes } = result;
    t.comment(`${kind}: ${asked} asked, ${refused} refused, ${misused} misused, ${allowed} allowed, ${ran} run`);
    t.same(escapes, [], kind);
    rows.push(`| ${kind} | ${[asked, refused, misused, allowed, escapes.length].join(" | ")} |`);
    t.ok(asked > 30_000 && asked === refused + misused + allowed, "each line came to one end");
    t.ok(allowed > 1000 && ran > 100, "and a key may do something");
  }
  const [, counted = ""] =
    /\| escapes \|\n\|[-|]+\n((?:\|.*\n)*)/.exec(readFileSync(join(checkout, "docs/security.md"), "utf8")) ?? [];
  t.equal(counted, rows.map((row) => `${row}\n`).join(""), "docs/security.md has these numbers");
});

async function judged(t: Test, kind: string, seed: string): Promise<[kind: string, result: Result]> {
  const { host, aside } = prepared(t);
  const [output, result] = [aside.put("output", ""), join(aside.path, "result")];
  const words = [
    join(checkout, "test/plugins/user-auth/matrix-worker.ts"),
    kind,
    host.path,
    aside.path,
    String(shareOf(kind)),
    seed,
  ];
  const file = openSync(output, "a");
  const worker = spawn(join(checkout, "core/node"), words, { env: environment(host, aside), stdio: ["ignore", file, file] });
  const [code] = await once(worker, "close");
  if (code !== 0) throw new Error(`the worker ended with ${code}: ${readFileSync(output, "utf8").slice(-2000)}`);
  return [kind, JSON.parse(readFileSync(result, "utf8"))];
}

/** A host with two apps and things that are nobody's business; aside of it are the stand-ins and what the worker writes. */
function prepared(t: Test): { readonly host: Root; readonly aside: Root } {
  const [host, aside] = [root(t), root(t, { plugins: false })];
  for (const program of STAND_INS) aside.put(`bin/${program}`, `#!/bin/bash\n${noted(aside)}\n`);
  for (const program of WRAPPED) {
    const real = spawnSync("which", [program], { encoding: "utf8" }).stdout.trim();
    aside.put(`bin/${program}`, `#!/bin/bash\n${noted(aside)}\nexec ${real} "$@"\n`);
  }
  const dokku = (...words: string[]) => {
    const { code, err } = ran(join(checkout, "core/dokku"), words, { env: host.env });
    if (code !== 0) throw new Error(`${words.join(" ")}: ${err}`);
  };
  for (const [app, secret] of [
    [MINE, "CANARY-OWN"],
    [OTHER, "CANARY-OTHER"],
  ] as const) {
    dokku("apps:create", app);
    dokku("config:set", "--no-restart", app, `SECRET=${secret}`);
    dokku("domains:set", app, `${app}.example.com`);
    host.put(`home/${app}/tls/server.key`, `${secret}-KEY\n`);
    host.put(`home/${app}/tls/server.crt`, `${secret}\n`);
    host.put(`lib/data/storage/${app}/file`, `${secret}\n`);
    commit(aside, join(host.path, "home", app), secret);
  }
  host.put("home/.ssh/authorized_keys", "");
  host.put("host/secret", "SECRET=CANARY-HOST\n");
  const pair = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=host", "-keyout", "-", "-out", "-"];
  host.put("host/pair.pem", `CANARY-HOST\n${spawnSync("openssl", pair, { encoding: "utf8" }).stdout}`);
  host.put("host/files/Procfile", "web: CANARY-HOST\n");
  spawnSync("tar", ["cf", join(host.path, "host/files.tar"), "-C", join(host.path, "host/files"), "."]);
  spawnSync("git", ["init", "-q", "--bare", join(host.path, "host/repo.git")]);
  commit(aside, join(host.path, "host/repo.git"), "CANARY-HOST");
  cpSync(host.path, join(aside.path, "pristine"), { recursive: true, preserveTimestamps: true, verbatimSymlinks: true });
  return { host, aside };
}

function noted({ path }: Root): string {
  return `for word in "\${0##*/}" "$@"; do printf '%s\\x1f' "\${word//$'\\n'/ }"; done >>"${path}/calls"; echo >>"${path}/calls"`;
}

/** Puts a commit with one file into a bare repository. */
function commit(aside: Root, repository: string, text: string): void {
  const work = dirname(aside.put(`work/${text}/file`, text));
  const git = (...words: string[]) =>
    spawnSync("git", ["-C", work, "-c", "user.name=a", "-c", "user.email=a@example.com", ...words]);
  git("init", "-q", "-b", "master");
  git("add", ".");
  git("commit", "-qm", "one");
  git("push", "-q", repository, "master");
}

/** The environment of a command on that host, as the launcher makes it: with a key, without an engine. */
function environment(host: Root, aside: Root): Record<string, string> {
  const given = {
    ...host.env,
    PATH: `${aside.path}/bin:${host.env.PATH}`,
    DOCKER_HOST: "tcp://127.0.0.1:1",
    HOKKU_NGINX_RELOAD: "0",
  };
  const key = { NAME: "key", SSH_NAME: "key", FINGERPRINT: "SHA256:key", DOKKU_PID: "1" };
  const { out } = ran("bash", ["-c", 'source "$0/hooks/environment"; env -0', checkout], { env: { ...given, ...key } });
  return Object.fromEntries(
    out.split("\0").flatMap((line) => (line ? [[line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]] : [])),
  );
}
