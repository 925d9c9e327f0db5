import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dokku, host } from "./host.ts";
import { compare, type Figure, figure } from "./measure.ts";
import { answering, freePort, sshd } from "./sshd.ts";

/** The embedded SSH server: its memory when idle, and a command through it against the same through a local sshd. */
export async function ssh(): Promise<Figure[]> {
  const made = host();
  const { root, env } = made;
  const everything = { ...process.env, ...env };
  const gate = join(root, "gate");
  const settings = Object.entries(env).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(gate, `#!/usr/bin/env bash\n${settings.join("")}exec '${dokku}'\n`, { mode: 0o755 });
  const real = await sshd(join(root, "sshd"), gate);
  const plain = await sshd(join(root, "sshd-plain"));
  const port = await freePort();
  mkdirSync(join(env.DOKKU_ROOT ?? "", ".ssh"), { recursive: true });
  writeFileSync(
    join(env.DOKKU_ROOT ?? "", ".ssh/authorized_keys"),
    `command="FINGERPRINT=SHA256:bench NAME=\\"bench\\" ${gate}" ${readFileSync(`${real.key}.pub`, "utf8")}`,
  );
  execFileSync(dokku, ["ssh-server:start", "--port", String(port)], { env: everything, stdio: ["ignore", "ignore", "inherit"] });
  try {
    await answering(port);
    const report: { pid: number } = JSON.parse(
      execFileSync(dokku, ["ssh-server:report", "--json"], { env: everything, encoding: "utf8" }),
    );
    const embedded = real.client.map((word) => (word === String(real.port) ? String(port) : word));
    const through = compare(
      "ssh ... apps:list through the embedded server",
      { words: [...embedded, "dokku@127.0.0.1", "apps:list"], env },
      "the same through a local sshd",
      { words: [...real.client, "root@127.0.0.1", "apps:list"] },
      1.5,
    );
    const overSshd = compare(
      "ssh dokku@host apps:list through sshd",
      { words: [...real.client, "root@127.0.0.1", "apps:list"] },
      "ssh host true",
      { words: [...plain.client, "root@127.0.0.1", "true"] },
      1.4,
    );
    const many = 'for n in {1..121}; do for m in 1 2 3 4; do "$@" </dev/null >/dev/null & done; wait; done';
    execFileSync("bash", ["-c", many, "bash", ...embedded, "dokku@127.0.0.1", "apps:list"]);
    const resident = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${report.pid}/status`, "utf8"))?.[1]) / 1024;
    return [through, overSshd, figure("embedded SSH server, resident after 500 commands", "64 MB", "MB", resident, 64, 1)];
  } finally {
    real.stop();
    plain.stop();
    execFileSync(dokku, ["ssh-server:stop"], { env: everything, stdio: "ignore" });
    made.remove();
  }
}
