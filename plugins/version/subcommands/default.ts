#!/usr/bin/env hokku
import { readFileSync } from "node:fs";
import { command } from "hokku/command";
import { write } from "hokku/talk";

export default command({
  name: "version",
  summary: "Show the installed release",
  run: ({ io }) => {
    const { version }: { version: string } = JSON.parse(readFileSync(`${io.env.HOKKU_PATH}/package.json`, "utf8"));
    return { name: "hokku", version };
  },
  text: ({ version }, io) => write(io, `dokku version ${version}\n`),
});
