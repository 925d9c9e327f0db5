import { spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { join } from "node:path";

/**
 * A real sshd on the loopback interface, for one key; `command` is its forced command, where it has one. Its sessions have a
 * home of their own: what somebody's .bashrc does would be measured on both sides and make the ratios smaller than they are.
 */
export interface Sshd {
  readonly port: number;
  readonly key: string;
  /** The words of an ssh client that reaches it. */
  readonly client: readonly string[];
  readonly stop: () => void;
}

export async function sshd(folder: string, command?: string): Promise<Sshd> {
  mkdirSync(folder, { recursive: true });
  mkdirSync("/run/sshd", { recursive: true });
  const [key, hostKey] = [join(folder, "key"), join(folder, "host_key")];
  for (const file of [key, hostKey]) spawnSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file]);
  const options = command ? `command="${command}",no-pty ` : "";
  writeFileSync(join(folder, "authorized_keys"), `${options}${readFileSync(`${key}.pub`, "utf8")}`);
  chmodSync(folder, 0o700);
  const port = await freePort();
  const lines = [
    `Port ${port}`,
    "ListenAddress 127.0.0.1",
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${join(folder, "authorized_keys")}`,
    `PidFile ${join(folder, "pid")}`,
    "PermitRootLogin yes",
    "StrictModes no",
    "UsePAM no",
    "MaxStartups 200",
    `SetEnv HOME=${folder}`,
  ];
  writeFileSync(join(folder, "config"), `${lines.join("\n")}\n`);
  const server = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", join(folder, "config")], { stdio: "ignore" });
  await answering(port);
  const client = [
    "ssh",
    "-F",
    "/dev/null",
    "-q",
    "-i",
    key,
    "-p",
    String(port),
    "-o",
    "StrictHostKeyChecking=no",
    "-o",
    "UserKnownHostsFile=/dev/null",
    "-o",
    "BatchMode=yes",
  ];
  return { port, key, client, stop: () => void server.kill() };
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

/** Waits, 10 seconds at most, until something accepts connections on a loopback port. */
export async function answering(port: number): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`nothing listens on 127.0.0.1:${port}`);
}
