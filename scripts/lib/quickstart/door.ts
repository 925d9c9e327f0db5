import { writeFileSync } from "node:fs";
import type { Place } from "./place.ts";
import { dokku } from "./programs.ts";
import { say } from "./talk.ts";

/** Opens the SSH door where it is not open, and writes what ssh needs to go through it. Answers the port. */
export async function openDoor(at: Place, port: number): Promise<number> {
  if ((await dokku(at, "ssh-server:report", "--ssh-server-running")) === "true") say("The SSH door is open already");
  else {
    await dokku(at, "ssh-server:start", "--port", String(port)).catch((error: Error) => {
      throw new Error(`${error.message.replace(/^[\s!]+/gm, "")}\nAnother port: scripts/quickstart --port 2223`);
    });
    say("Opened the SSH door (dokku ssh-server)");
  }
  const address = await dokku(at, "ssh-server:report", "--ssh-server-address");
  const opened = Number(address.split(":").at(-1));
  const hostKey = await dokku(at, "ssh-server:report", "--ssh-server-host-key");
  writeFileSync(at.knownHosts, `[127.0.0.1]:${opened} ${hostKey}\n`);
  writeFileSync(at.sshConfig, sshConfig(at, opened));
  return opened;
}

/** For `ssh -F`, or an Include in ~/.ssh/config: the host is called hokku. */
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
