import { writeFileSync } from "node:fs";
import type { Place } from "./place.ts";
import { dokku } from "./programs.ts";
import { say } from "./talk.ts";

/** Starts the SSH server where it does not run, and writes what ssh needs to reach it. Answers the port. */
export async function startSsh(at: Place, port: number): Promise<number> {
  if ((await dokku(at, "ssh-server:report", "--ssh-server-running")) === "true") say("The SSH server is running already");
  else {
    await dokku(at, "ssh-server:start", "--port", String(port)).catch((error: Error) => {
      if (error.message.includes("EADDRINUSE"))
        throw new Error(`port ${port} is taken by another program; choose another: scripts/quickstart --port ${port + 1}`);
      throw error;
    });
    say("Started an SSH server on 127.0.0.1 (dokku ssh-server:start)");
  }
  const address = await dokku(at, "ssh-server:report", "--ssh-server-address");
  const opened = Number(address.split(":").at(-1));
  const hostKey = await dokku(at, "ssh-server:report", "--ssh-server-host-key");
  writeFileSync(at.knownHosts, `[127.0.0.1]:${opened},[localhost]:${opened} ${hostKey}\n`);
  writeFileSync(at.sshConfig, sshConfig(at, opened));
  writeFileSync(at.sshInclude, sshInclude(at));
  return opened;
}

/** Adds the key and the server's own to what ssh knows anyway; nothing is taken from other hosts, or other users of this one. */
export function sshInclude({ key, knownHosts }: Place): string {
  const lines = [
    "Match host 127.0.0.1,localhost user dokku",
    `  IdentityFile "${key}"`,
    `  UserKnownHostsFile "${knownHosts}" ~/.ssh/known_hosts`,
    "Match all",
  ];
  return `${lines.join("\n")}\n`;
}

/** For `ssh -F`: the host is called hokku. */
export function sshConfig({ key, knownHosts }: Place, port: number): string {
  const lines = [
    "Host hokku",
    "  HostName 127.0.0.1",
    `  Port ${port}`,
    "  User dokku",
    `  IdentityFile "${key}"`,
    "  IdentitiesOnly yes",
    "  IdentityAgent none",
    `  UserKnownHostsFile "${knownHosts}"`,
    "  StrictHostKeyChecking yes",
  ];
  return `${lines.join("\n")}\n`;
}
