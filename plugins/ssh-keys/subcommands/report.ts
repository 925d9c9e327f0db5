#!/usr/bin/env hokku
import { command, write } from "hokku";
import { authorizedKeys, authorizedKeysFile } from "hokku/authorized-keys";
import { readText } from "hokku/files";

export default command({
  name: "ssh-keys:report",
  summary: "Show how many keys may come in, and where they are kept",
  reads: true,
  run: ({ io: { env } }) => {
    const file = authorizedKeysFile(env);
    const keys = authorizedKeys(readText(file) ?? "");
    const names = keys.flatMap(({ name }) => name ?? []);
    return { "ssh-keys-file": file, "ssh-keys-names": names, "ssh-keys-others": keys.length - names.length };
  },
  text: ({ "ssh-keys-file": file, "ssh-keys-names": names, "ssh-keys-others": others }, io) => {
    const rows = { file, names: names.join(" "), others };
    const lines = Object.entries(rows).map(([key, value]) => `       ${`Ssh keys ${key}:`.padEnd(31)}${value}\n`);
    write(io, `=====> ssh-keys information\n${lines.join("")}`);
  },
});
