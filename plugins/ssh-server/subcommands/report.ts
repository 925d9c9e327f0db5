#!/usr/bin/env hokku
import { command, write } from "hokku";
import { authorizedKeysFile } from "hokku/authorized-keys";
import { readText } from "hokku/files";
import { typed } from "hokku/json";
import { heldBy } from "hokku/lock";
import { place } from "../lib/place.ts";

const flag = (summary: string) => ({ type: "boolean" as const, summary: `print only ${summary}` });

export default command({
  name: "ssh-server:report",
  summary: "Show whether the embedded SSH server runs, and where",
  reads: true,
  flags: {
    "ssh-server-running": flag("true or false"),
    "ssh-server-address": flag("the address it listens on"),
    "ssh-server-pid": flag("its process"),
    "ssh-server-host-key": flag("the public host key, for known_hosts"),
  },
  run: async ({ flags, io: { env }, json }) => {
    const { lock, hostKey, log } = place(env);
    const holder = heldBy(lock);
    const key = readText(hostKey);
    const facts: Record<string, string> = {
      "ssh-server-running": String(holder !== undefined),
      "ssh-server-address": holder?.what ?? "",
      "ssh-server-pid": holder ? String(holder.pid) : "",
      "ssh-server-since": holder?.since ?? "",
      "ssh-server-host-key": key ? (await import("../lib/host-key.ts")).publicHalf(key) : "",
      "ssh-server-authorized-keys": authorizedKeysFile(env),
      "ssh-server-log": log,
    };
    const wanted = Object.entries(flags).find(([name, on]) => on && name in facts)?.[0];
    const chosen = wanted ? { [wanted]: facts[wanted] ?? "" } : facts;
    if (!json) return chosen;
    return Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name.replace("ssh-server-", ""), typed(value)]));
  },
  text: (facts, io) => {
    const [only, ...others] = Object.entries(facts);
    if (only && !others.length) return write(io, `${only[1]}\n`);
    const lines = Object.entries(facts).map(([name, value]) => `       ${`${label(name)}:`.padEnd(31)}${value}\n`);
    write(io, `=====> ssh-server information\n${lines.join("")}`);
  },
});

const label = (name: string): string => name.replace(/-/g, " ").replace(/^./, (first) => first.toUpperCase());
