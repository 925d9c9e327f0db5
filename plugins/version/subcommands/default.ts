#!/usr/bin/env hokku
import { command } from "hokku/command";
import { DOKKU_RELEASE } from "hokku/dokku-release";
import { write } from "hokku/talk";

const { readFileSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "version",
  summary: "Show the installed release",
  reads: true,
  run: ({ io }) => {
    const { version }: { version: string } = JSON.parse(readFileSync(`${io.env.HOKKU_PATH}/package.json`, "utf8"));
    return { name: "hokku", version, dokku: DOKKU_RELEASE };
  },
  // Contract: clients read the third word, or the first number.
  text: ({ version, dokku }, io) => write(io, `dokku version ${dokku} (Hokku ${version})\n`),
});
