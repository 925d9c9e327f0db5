import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import t from "tap";
import { environment, isClients } from "../../../plugins/ssh-server/lib/environment.ts";
import { goesOn } from "../../../plugins/ssh-server/lib/goes-on.ts";
import { hostKey, newKey, publicHalf } from "../../../plugins/ssh-server/lib/host-key.ts";
import { guestsOf } from "../../../plugins/ssh-server/lib/keyring.ts";

const KEY = "AAAAC3NzaC1lZDI1NTE5AAAAIIX+z229e6VydGGIaDNuLLxVak/iiXfLZw37OQiZYKLS";
const OURS = 'command="FINGERPRINT=SHA256:abc NAME=\\"admin\\" `cat /home/dokku/.sshcommand` $SSH_ORIGINAL_COMMAND"';

t.test("whose lines count", async (t) => {
  const table: [line: string, name: string | undefined, why?: RegExp][] = [
    [`${OURS},no-agent-forwarding,no-user-rc ssh-ed25519 ${KEY} me@home`, "admin"],
    [`command="FINGERPRINT=SHA256:abc NAME=\\"a b\\" /opt/hokku/core/dokku",no-pty ssh-ed25519 ${KEY}`, "a b"],
    [`command="FINGERPRINT=aa:bb NAME=old \`cat /home/dokku/.sshcommand\` $SSH_ORIGINAL_COMMAND" ssh-ed25519 ${KEY}`, "old"],
    [`ssh-ed25519 ${KEY} me@home`, undefined, /no forced command/],
    [`command="/usr/bin/rrsync /backup" ssh-ed25519 ${KEY}`, undefined, /no forced command/],
    [`from="10.0.0.1",${OURS} ssh-ed25519 ${KEY}`, undefined, /does not know the option from$/],
    [`${OURS},expiry-time="20300101" ssh-ed25519 ${KEY}`, undefined, /expiry-time/],
    [`cert-authority,${OURS} ssh-ed25519 ${KEY}`, undefined, /cert-authority/],
    [`${OURS} sk-ssh-ed25519@openssh.com ${KEY}`, undefined, /sshd only/],
    [`# ${OURS} ssh-ed25519 ${KEY}`, undefined],
    ["", undefined],
  ];
  for (const [line, name, why] of table) {
    const said: string[] = [];
    t.equal([...guestsOf(line, (text) => said.push(text)).values()][0]?.name, name, line.slice(0, 60) || "an empty line");
    if (why) t.match(said.join(), why);
    else t.same(said, []);
  }
});

t.test("who may have a terminal", async (t) => {
  const may = (options: string) =>
    [...guestsOf(`${OURS}${options} ssh-ed25519 ${KEY}`, () => {}).values()].map(({ mayHaveTerminal }) => mayHaveTerminal);
  for (const [options, expected] of [
    ["", true],
    [",no-pty", false],
    [",restrict", false],
    [",restrict,pty", true],
    [",PTY,No-Pty", false],
  ] as const)
    t.same(may(options), [expected], options || "no option");
});

t.test("what goes on without its client", async (t) => {
  for (const words of [
    "git-receive-pack 'web'",
    '"git-receive-pack" web',
    "--quiet git:from-image web x",
    "ps:rebuild web",
    "config:set web A=1",
    "tar:in web",
  ])
    t.ok(goesOn(words), words);
  for (const words of [
    "",
    "logs web -t",
    "run web git-receive-pack",
    "enter web",
    "apps:list",
    "git-upload-pack 'web'",
    "ps:report",
    "xgit:sync",
  ])
    t.notOk(goesOn(words), words);
});

t.test("the environment of a command", async (t) => {
  const guest = { name: "ada", fingerprint: "SHA256:x", key: "", mayHaveTerminal: true };
  const ends = { remoteAddress: "10.0.0.9", remotePort: 5, localAddress: "10.0.0.1", localPort: 22 };
  const own = {
    PATH: "/bin",
    DOKKU_ROOT: "/r",
    DOKKU_PID: "1",
    DOKKU_TRACE: "1",
    DOKKU_IMAGE: "old",
    SECRET: "s",
    DOKKU_DEFAULTS: "/d",
    SSH_NAME: "other",
  };
  t.same(environment(own, guest, ends, "dokku", "a 'b c'"), {
    PATH: "/bin",
    DOKKU_ROOT: "/r",
    DOKKU_DEFAULTS: "/d",
    SSH_ORIGINAL_COMMAND: "a 'b c'",
    SSH_USER: "dokku",
    SSH_NAME: "ada",
    NAME: "ada",
    FINGERPRINT: "SHA256:x",
    SSH_CLIENT: "10.0.0.9 5 22",
    SSH_CONNECTION: "10.0.0.9 5 10.0.0.1 22",
  });
  for (const [name, value, expected] of [
    ["LANG", "de_DE.UTF-8", true],
    ["LC_ALL", "C", true],
    ["LC_ALL", "C;id", false],
    ["LD_PRELOAD", "/x", false],
    ["NAME", "root", false],
  ] as const)
    t.equal(isClients(name, value), expected, `${name}=${value}`);
});

t.test("the host key is made once, for nobody else's eyes", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "hokku-key-"));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "deep", "host_key");
  const key = hostKey(path);
  t.equal(hostKey(path), key);
  t.equal(readFileSync(path, "utf8"), key);
  t.equal(statSync(path).mode & 0o777, 0o600);
  t.match(publicHalf(key), /^ssh-ed25519 AAAAC3[\w+/]+={0,2}$/);
  t.throws(() => publicHalf("garbage"), /cannot be read/);
});

t.test("every host key can be read again", async (t) => {
  t.doesNotThrow(() => {
    for (let made = 0; made < 2000; made++) publicHalf(newKey());
  });
});
