import { readFileSync, statSync } from "node:fs";
import t from "tap";
import { checkout, type Root, ran, root } from "../../lib/root.ts";
import { rows } from "../../lib/rows.ts";

function keyPair({ path }: Root, name: string): { file: string; text: string; fingerprint: string } {
  const file = `${path}/${name}`;
  const env = { PATH: process.env.PATH ?? "" };
  ran("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", `${name}@home`, "-f", file], { env });
  const fingerprint = ran("ssh-keygen", ["-lf", `${file}.pub`], { env }).out.split(" ")[1] ?? "";
  return { file: `${file}.pub`, text: readFileSync(`${file}.pub`, "utf8"), fingerprint };
}

t.test("keys come in, are listed, and go", async (t) => {
  const made = root(t);
  const [ada, bob, eve] = ["ada", "bob", "eve"].map((name) => keyPair(made, name));
  if (!ada || !bob || !eve) throw new Error("no keys");
  const line = (name: string, { fingerprint }: { fingerprint: string }) =>
    `${fingerprint} NAME="${name}" SSHCOMMAND_ALLOWED_KEYS="no-agent-forwarding,no-user-rc,no-X11-forwarding,no-port-forwarding"\n`;
  rows(t, made, [
    { words: ["ssh-keys:add", "ada", ada.file], out: `${ada.fingerprint}\n` },
    { words: "ssh-keys:add bob", input: bob.text, out: `${bob.fingerprint}\n` },
    { words: ["ssh-keys:add", "on windows"], input: `\uFEFF${eve.text.trim()}\r\n\r\n`, out: `${eve.fingerprint}\n` },
    { words: "ssh-keys:list", out: line("ada", ada) + line("bob", bob) + line("on windows", eve) },
    { words: "ssh-keys:list bob", out: line("bob", bob) },
    {
      words: "ssh-keys:list bob --format json",
      out: new RegExp(
        `^\\[{"fingerprint":"${bob.fingerprint.replace(/[+/]/g, ".")}","name":"bob",.*"public-key":"ssh-ed25519 [^"]* bob@home"}\\]\n$`,
      ),
    },
    { words: "ssh-keys:list --format xml", code: 1, err: /supported formats: json, text/ },
    { words: "ssh-keys:list nobody", code: 1, out: "", err: /^$/ },
    { words: "ssh-keys:list nobody --format json", out: "[]\n" },
    { words: "ssh-keys:report", out: /Ssh keys names: {16}ada bob on windows\n/ },
    { words: "ssh-keys:add ada", input: keyPair(made, "new").text, code: 1, err: /Duplicate ssh key name/ },
    { words: "ssh-keys:add twice", input: ada.text, code: 1, err: /Duplicate ssh public key/ },
    { words: "ssh-keys:remove ada" },
    { words: ["ssh-keys:remove", "--fingerprint", bob.fingerprint, "--json"], out: /"removed": 1/ },
    { words: "ssh-keys:list", out: line("on windows", eve) },
    { words: "ssh-keys:remove ada", err: /no key with name ada/ },
    { words: "ssh-keys:remove", code: 1, err: /A name is required/ },
    { words: "ssh-keys:remove a --fingerprint b", code: 2, err: /not both/ },
  ]);
  const file = `${made.path}/home/.ssh/authorized_keys`;
  t.equal(statSync(file).mode & 0o777, 0o600);
  t.equal(statSync(`${made.path}/home/.ssh`).mode & 0o777, 0o700);
  t.match(
    readFileSync(file, "utf8"),
    /^command="FINGERPRINT=SHA256:\S+ NAME=\\"on windows\\" [^"]+",no-agent-forwarding,\S+ ssh-ed25519 \S+ eve@home\n$/,
  );
});

t.test("what is no key is refused, and nothing changes", async (t) => {
  const made = root(t);
  const { text } = keyPair(made, "key");
  const secret = readFileSync(`${made.path}/key`, "utf8");
  rows(t, made, [
    { words: "ssh-keys:add x", code: 1, err: /Empty key/ },
    { words: "ssh-keys:add x", input: "garbage", code: 1, err: /Invalid ssh public key/ },
    { words: "ssh-keys:add x", input: "ssh-ed25519 AAAA broken", code: 1, err: /Invalid ssh public key/ },
    { words: "ssh-keys:add x", input: secret, code: 1, err: /this is a private key/ },
    { words: "ssh-keys:add x", input: `command="sh" ${text}`, code: 1, err: /no options in front/ },
    { words: "ssh-keys:add x", input: `${text}${text}`, code: 1, err: /Too many keys/ },
    { words: "ssh-keys:add x", input: "a".repeat(70_000), code: 1, err: /too large/ },
    { words: ["ssh-keys:add", 'x" id "'], input: text, code: 1, err: /cannot be the name of a key/ },
    { words: ["ssh-keys:add", "x\nssh-ed25519"], input: text, code: 1, err: /cannot be the name of a key/ },
    { words: "ssh-keys:add x /nowhere", code: 1, err: /There is no key file \/nowhere/ },
    { words: ["ssh-keys:add", "x", made.path], code: 1, err: /There is no key file/ },
    { words: "ssh-keys:add", code: 2, err: /<name> is missing/ },
    { words: "ssh-keys:report", out: /Ssh keys names: {16}\n/ },
  ]);
});

t.test("two at once both get in", async (t) => {
  const made = root(t);
  const names = Array.from({ length: 6 }, (_, at) => `k${at}`);
  const script = names.map((name) => `"$DOKKU" ssh-keys:add ${name} ${keyPair(made, name).file} &`).join("\n");
  ran("bash", ["-c", `${script}\nwait`], { env: { ...made.env, DOKKU: `${import.meta.dirname}/../../../core/dokku` } });
  t.same(
    JSON.parse(made.dokku(["ssh-keys:list", "--json"]).out)
      .map(({ name }: { name: string }) => name)
      .sort(),
    names,
  );
});

t.test("for root only, or for whose code and apps these are", { skip: process.getuid?.() !== 0 && "needs root" }, async (t) => {
  const made = root(t);
  const { file } = keyPair(made, "key");
  const own = `${made.path}/checkout`;
  const env = { ...made.env, HOME: made.path };
  const as = (program: string) =>
    ran("setpriv", ["--reuid", "nobody", "--regid", "nogroup", "--clear-groups", program, "ssh-keys:add", "me", file], { env });
  ran(
    "bash",
    [
      "-c",
      'mkdir "$1" && cp -r core hooks plugins package.json "$1" && ln -s "$PWD/node_modules" "$1" && chown -R nobody "$2"',
      "-",
      own,
      made.path,
    ],
    {
      env,
      cwd: checkout,
    },
  );
  t.match(as(`${checkout}/core/dokku`), { code: 1, err: /ssh-keys:add needs root/ }, "somebody else's code");
  t.match(as(`${own}/core/dokku`), { code: 0, out: /^SHA256:/ }, "one's own");
});
