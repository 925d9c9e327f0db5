#!/usr/bin/env hokku
import { command, headline, write } from "hokku";
import { twoColumns, width } from "hokku/terminal";
import { type Info, info } from "../lib/info.ts";
import { saidReach } from "../lib/reach.ts";
import { validName } from "../lib/source.ts";

export default command({
  name: "plugin:info",
  summary: "Show a plugin: what is installed, its hooks, commands and reach, and what is known of it",
  args: "<plugin>",
  reads: true,
  examples: ["dokku plugin:info redis", "dokku plugin:info redis --json"],
  run: ({ words: { plugin }, io }) => info(io, validName(plugin, "")),
  text: ({ plugin, installed, known }, io) => {
    headline(io, `${plugin}, ${installed ? "installed" : "not installed"}`);
    if (installed) write(io, twoColumns(installedRows(installed), width(io)));
    for (const { url, purpose, lastCommit, age, seen, install } of known) {
      headline(io, url);
      const rows: [string, string][] = [
        ["what for", purpose],
        ["written for", `Dokku ${age}; last commit ${lastCommit}`],
        ["seen", seen || "not tried"],
        ...(installed ? [] : [["to install", install] as [string, string]]),
      ];
      write(io, twoColumns(rows, width(io)));
    }
  },
});

function installedRows({
  version,
  enabled,
  core,
  description,
  url,
  commit,
  lock,
  hooks,
  commands,
  reaches,
}: Required<Info>["installed"]) {
  const rows: [string, string][] = [
    ["what for", description],
    ["version", version],
    ["state", `${enabled ? "enabled" : "disabled"}${core ? ", of Hokku itself" : ""}`],
    ["address", url],
    ["commit", commit],
    ["since then", lock],
    ["commands", commands.join(" ")],
    ["hooks", hooks.join(" ")],
    ["reaches", core ? "" : reaches ? saidReach(reaches).join("; ").replace(/ +/g, " ") : "it does not say"],
  ];
  return rows.filter(([, value]) => value);
}
