#!/usr/bin/env hokku
import { readFileSync } from "node:fs";
import { command } from "hokku";

export default command({
  name: "version",
  summary: "Show the installed release",
  run: ({ io }) => {
    const { version }: { version: string } = JSON.parse(readFileSync(`${io.env.HOKKU_PATH}/package.json`, "utf8"));
    return { name: "hokku", version };
  },
  text: ({ version }) => void process.stdout.write(`dokku version ${version}\n`),
});
