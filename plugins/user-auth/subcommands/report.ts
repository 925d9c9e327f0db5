#!/usr/bin/env hokku
import { command, write } from "hokku";
import { authorizedKeys, authorizedKeysFile } from "hokku/authorized-keys";
import { readText } from "hokku/files";
import { limitsOf } from "../lib/limits.ts";

export default command({
  name: "user-auth:report",
  summary: "Show what each SSH key may do",
  reads: true,
  run: ({ io: { env } }) => {
    const names = new Set(authorizedKeys(readText(authorizedKeysFile(env)) ?? "").flatMap(({ name }) => name ?? []));
    return [...names].sort().map((name) => ({
      name,
      access: "write",
      apps: [] as readonly string[],
      commands: [] as readonly string[],
      ...limitsOf(name, env),
    }));
  },
  text: (keys, io) => {
    for (const { name, access, apps, commands } of keys) {
      const rows = { access, apps: apps.join(" ") || "all", commands: commands.join(" ") };
      const lines = Object.entries(rows).map(([key, value]) => `       ${`User auth ${key}:`.padEnd(31)}${value}\n`);
      write(io, `=====> ${name} user-auth information\n${lines.join("")}`);
    }
  },
});
