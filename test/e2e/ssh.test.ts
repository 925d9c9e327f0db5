import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import t from "tap";
import { openServer, run } from "../plugins/ssh-server/open-server.ts";

const MB = 1024;

/** Resident memory of a process in kB. */
const memoryOf = (pid: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);

t.test("fifty at once, each with bytes of its own, and a small server", async (t) => {
  const { ssh, dokku } = openServer(t);
  const pid = Number(dokku(["ssh-server:report", "--ssh-server-pid"]).out);
  const idle = memoryOf(pid);
  t.ok(idle <= 70 * MB, `idle it takes ${Math.round(idle / MB)} MB, at most 70`);
  const answers = await Promise.all(
    Array.from({ length: 50 }, async (_, number) => {
      const bytes = randomBytes(200_000 + number);
      const { code, bytes: back } = await ssh(["probe:do", "cat"], bytes);
      return code === 0 && back.equals(bytes);
    }),
  );
  t.same(answers, Array(50).fill(true));
  t.equal((await ssh(["version"])).code, 0, "and it still serves");
});

t.test("fifty megabytes in, and out again", async (t) => {
  const { ssh, dokku } = openServer(t);
  const pid = Number(dokku(["ssh-server:report", "--ssh-server-pid"]).out);
  const bytes = randomBytes(50_000_000);
  const { code, bytes: back } = await ssh(["probe:do", "cat"], bytes);
  t.equal(code, 0);
  t.equal(createHash("sha256").update(back).digest("hex"), createHash("sha256").update(bytes).digest("hex"));
  t.ok(memoryOf(pid) < 200 * MB, "without keeping them");
});

t.test("many sessions through one connection", async (t) => {
  const { options, path } = openServer(t);
  const shared = ["-o", `ControlPath=${path}/control`, "-o", "ControlMaster=auto", "-o", "ControlPersist=10"];
  t.teardown(() => run("ssh", ["-O", "exit", ...shared, ...options]));
  t.equal((await run("ssh", [...shared, ...options, "version"])).code, 0);
  const codes = await Promise.all(
    [1, 2, 3, 4, 5, 6].map((code) => run("ssh", [...shared, ...options, "probe:do", "exit", String(code)])),
  );
  t.same(
    codes.map(({ code }) => code),
    [1, 2, 3, 4, 5, 6],
  );
});

t.test("strangers at the door harm nobody", async (t) => {
  const { ssh, port } = openServer(t);
  const noise = `
import os, socket, sys
for text in [b"GET / HTTP/1.0\\r\\n\\r\\n", os.urandom(5000), b"SSH-2.0-x\\r\\n" + os.urandom(5000), b"SSH-2.0-x\\r\\n" + b"\\0" * 40, b""]:
    for _ in range(10):
        s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
        s.settimeout(1)
        try:
            s.sendall(text)
            s.recv(100)
        except OSError: pass
        s.close()`;
  t.equal((await run("python3", ["-c", noise, String(port)])).code, 0);
  t.match(await ssh(["version"]), { code: 0, out: /^dokku version/ });
});
