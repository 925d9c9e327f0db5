#!/usr/bin/env hokku
import { command } from "hokku/command";
import { write } from "hokku/talk";

const { readFileSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "version",
  summary: "Show the installed release",
  reads: true,
  run: ({ io }) => {
    const { version }: { version: string } = JSON.parse(readFileSync(`${io.env.HOKKU_PATH}/package.json`, "utf8"));
    return { name: "hokku", version };
  },
  text: ({ version }, io) => write(io, `dokku version ${version}\n`),
});
