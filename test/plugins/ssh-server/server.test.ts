// slow: a server and its clients are started
import { spawn } from "node:child_process";
import { appendFileSync, chmodSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import t from "tap";
import { until } from "../../lib/patience.ts";
import { root } from "../../lib/root.ts";
import { makeKey, openServer, run, sshOptions, waitFor } from "./open-server.ts";

t.test("words, exit codes and streams arrive as they are", async (t) => {
  const { ssh } = openServer(t);
  const table: [words: string[], code: number, out: string | RegExp, err?: string | RegExp][] = [
    [["probe:do", "words", "'a b'", '"$HOME `id`; x"', "'*'"], 0, "<words><a b><$HOME `id`; x><*>"],
    [["probe:do", "words", "'unfinished"], 2, "", /unfinished quote/],
    [["probe:do", "exit", "7"], 7, ""],
    [["probe:do", "die"], 137, ""],
    [["probe:do", "streams"], 0, "to-out\n", "to-err\n"],
    [["probe:do", "early"], 0, "enough\n"],
    [["nonsense"], 1, "", /nonsense/],
    [[], 0, /^Usage: dokku/],
  ];
  for (const [words, code, out, err = ""] of table) {
    const found = await ssh(["--", ...words].slice(words.length ? 0 : 1), "x".repeat(100_000));
    t.equal(found.code, code, `${words.join(" ")}: ${code}`);
    t.match(found.out, out, `${words.join(" ")}: stdout`);
    t.match(found.err, err, `${words.join(" ")}: stderr`);
  }
  const bytes = Buffer.from(Array.from({ length: 3_000_000 }, (_, at) => (at * 31 + (at >> 9)) & 255));
  t.ok(
    (await ssh(["probe:do", "cat"], bytes)).bytes.equals(bytes),
    "three megabytes of every byte come back, both ways, to the end",
  );
  const left = await ssh(["probe:do", "left"]);
  t.equal(left.out, "done\n", "a process left behind with the pipes does not keep the client");
});

t.test("a long command runs, and one that no program could be given is refused in a sentence", async (t) => {
  const { ssh } = openServer(t);
  for (const length of [60_000, 120_000]) {
    const { code, out, err } = await ssh(["probe:do", "words", "x".repeat(length)]);
    t.equal(err, "");
    t.equal(code, 0, `${length} bytes`);
    t.equal(out.length, "<words><>".length + length, "the word arrives whole");
  }
  const refused = await ssh(["probe:do", "words", "x".repeat(100_000), "y".repeat(100_000)]);
  t.equal(refused.code, 2);
  t.match(refused.err, /^ !\s+a command of 200016 bytes is too long: 131000 are the most; send it on stdin or in a file\n$/);
});

t.test("who came in, and from where; the server's own environment stays at home", async (t) => {
  const { options, path, dokku } = openServer(t);
  const { out } = await run("env", ["LC_ALL=C", "FOO=1", "ssh", "-o", "SendEnv=LC_ALL FOO", ...options, "probe:do", "env"]);
  const fingerprint = /(SHA256:\S+) NAME="tester"/.exec(dokku(["ssh-keys:list"]).out)?.[1];
  for (const line of [`FINGERPRINT=${fingerprint}`, "LC_ALL=C", "NAME=tester", "SSH_NAME=tester", "SSH_USER=dokku"])
    t.ok(out.split("\n").includes(line), line);
  t.match(out, /^SSH_CONNECTION=127\.0\.0\.1 \d+ 127\.0\.0\.1 \d+$/m);
  t.match(out, /^SSH_CLIENT=127\.0\.0\.1 \d+ \d+$/m);
  t.notMatch(out, /^(FOO|SSH_ORIGINAL_COMMAND|DOKKU_TRACE)=/m);
  t.match(readFileSync(`${path}/logs/ssh-server.log`, "utf8"), /tester from 127\.0\.0\.1: probe:do began/);
});

t.test("a terminal: size, its changes, exit code, end of input", async (t) => {
  const { options, ssh } = openServer(t);
  const ended = await ssh(["-tt", "probe:do", "exit", "9"]);
  t.equal(ended.code, 9);
  t.match(
    (await ssh(["-tt", "probe:do", "cat"], "one\n")).out,
    /one\r\none\r\n/,
    "echoed by the terminal, answered by cat, ended by the end of input",
  );
  const resizing = `
import fcntl, os, pty, struct, sys, termios, time
pid, fd = pty.fork()
if pid == 0: os.execvp("ssh", ["ssh", "-tt", *sys.argv[1:], "probe:do", "size"])
size = lambda rows, cols: fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))
size(33, 99)
text = b""
while True:
    try: chunk = os.read(fd, 1000)
    except OSError: break
    if not chunk: break
    text += chunk
    if text.count(b"\\n") == 1: size(44, 120)
print(text)`;
  t.match((await run("python3", ["-c", resizing, ...options])).out, /33 99.*44 120/);
});

t.test("a client that goes is hung up; a deploy goes on", async (t) => {
  const { options, path, put } = openServer(t);
  put(
    "lib/plugins/tar/subcommands/in",
    '#!/usr/bin/env bash\necho began\nsleep 1\nfor n in {1..2000}; do echo "line $n of much to say"; done\necho finished >>"$DOKKU_ROOT/note"\n',
  );
  const leave = async (flag: string, ...words: string[]) => {
    const child = spawn("ssh", [flag, ...options, ...words], { stdio: ["ignore", "pipe", "ignore"] });
    let out = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    await until(() => out.includes("began"));
    child.kill();
  };
  for (const [how, flag] of [
    ["without a terminal", "-T"],
    ["in a terminal", "-tt"],
  ] as const) {
    rmSync(`${path}/home/note`, { force: true });
    await leave(flag, "probe:do", "wait");
    t.ok(await waitFor(`${path}/home/note`, "hup"), `SIGHUP ${how}`);
  }
  rmSync(`${path}/home/note`, { force: true });
  await leave("-T", "tar:in", "web");
  t.ok(await waitFor(`${path}/home/note`, "finished"), "the deploy finishes, and is not stopped by its own output");
});

t.test("who and what is refused", async (t) => {
  const server = openServer(t);
  const { ssh, options, path, port, key } = server;
  const stranger = `${path}/stranger`;
  await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", stranger]);
  const noKey = await run("ssh", [...sshOptions(server, port, stranger), "version"]);
  t.equal(noKey.code, 255);
  t.match(noKey.err, /Permission denied \(publickey\)/);
  t.match((await run("ssh", ["-l", "somebody", ...options, "version"])).err, /Permission denied/, "another user name");
  t.match((await run("ssh", ["-o", "PubkeyAuthentication=no", ...options, "version"])).err, /Permission denied \(publickey\)/);
  t.match((await ssh(["-s", "sftp"])).err, /sftp is not served here/);
  t.match(
    (await run("ssh", ["-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1", ...options, "version"])).err,
    /forwarding failed/,
  );
  const rsa = makeKey(server, "rsa", "rsa");
  t.match((await run("ssh", [...sshOptions(server, port, rsa), "version"])).out, /dokku version/);
  const sha1 = ["-o", "PubkeyAcceptedAlgorithms=ssh-rsa", ...sshOptions(server, port, rsa), "version"];
  t.match((await run("ssh", sha1)).err, /Permission denied/, "a signature by SHA-1");
  chmodSync(`${path}/home/.ssh/authorized_keys`, 0o666);
  t.match((await ssh(["version"])).err, /Permission denied/, "a file of keys that others may write lets nobody in");
  chmodSync(`${path}/home/.ssh/authorized_keys`, 0o600);
  t.match((await ssh(["version"])).out, /dokku version/);
  server.dokku(["ssh-keys:remove", "tester"]);
  t.match((await ssh(["version"])).err, /Permission denied/, "a removed key is out at once");
  server.dokku(["ssh-keys:add", "again", `${key}.pub`]);
  t.match((await ssh(["version"])).out, /dokku version/, "and in again");
  appendFileSync(`${path}/home/.ssh/authorized_keys`, "\0nonsense\n");
  t.match((await ssh(["version"])).out, /dokku version/, "a broken line harms only itself");
});

t.test("opening and closing it", async (t) => {
  const server = openServer(t);
  const { dokku, port } = server;
  t.match(dokku(["ssh-server:start", "--port", "0"]), { code: 1, err: new RegExp(`running already, at 127.0.0.1:${port}`) });
  t.match(dokku(["ssh-server:report"]).out, /^=====> ssh-server information\n {7}Ssh server running: {12}true\n/);
  t.match(JSON.parse(dokku(["ssh-server:report", "--json"]).out), { address: `127.0.0.1:${port}`, running: true });
  const key = dokku(["ssh-server:report", "--ssh-server-host-key"]).out;
  t.match(dokku(["ssh-server:stop"]).out, new RegExp(`Stopped the server on 127.0.0.1:${port}`));
  t.match(dokku(["ssh-server:stop"]), { code: 0, out: /not running/ });
  t.equal(dokku(["ssh-server:report", "--ssh-server-running"]).out, "false\n");
  t.equal(dokku(["ssh-server:start", "--port", String(port)]).code, 0);
  t.equal(dokku(["ssh-server:report", "--ssh-server-host-key"]).out, key, "the host key stays");
  const pid = Number(dokku(["ssh-server:report", "--ssh-server-pid"]).out);
  process.kill(pid, "SIGKILL");
  t.ok(await until(() => dokku(["ssh-server:report", "--ssh-server-running"]).out === "false\n"), "killed is not running");
  t.equal(dokku(["ssh-server:start", "--port", String(port)]).code, 0, "and it starts again");
});

t.test("what cannot be listened on", async (t) => {
  const { dokku } = root(t);
  const taken = createServer().listen(0, "127.0.0.1");
  await new Promise((go) => taken.once("listening", go));
  const address = taken.address();
  const port = address && typeof address === "object" ? address.port : 0;
  t.teardown(() => taken.close());
  t.match(dokku(["ssh-server:start", "--port", String(port)]), { code: 1, err: /EADDRINUSE.*choose another --port/ });
  t.match(dokku(["ssh-server:start", "--port", "70000"]), { code: 2, err: /70000 is no port/ });
  t.match(dokku(["ssh-server:start", "--port", "x"]), { code: 2 });
  t.match(dokku(["ssh-server:start", "--bind", "everywhere"]), { code: 2, err: /is no address/ });
});
