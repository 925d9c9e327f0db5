#!/usr/bin/env hokku
import { command, headline, type Io, write } from "hokku";
import type { Difference } from "../lib/changes.ts";
import { existing, versions } from "../lib/records.ts";
import { type Info, infoOf } from "../lib/shown.ts";

export default command({
  name: "releases:info",
  summary: "Show one release and what is different from the one before; of config only the keys",
  reads: true,
  args: "<app> [<release>]",
  examples: ["dokku releases:info node-app", "dokku releases:info node-app v12", "dokku releases:info node-app 12 --json"],
  run: ({ words: { app, release }, io }) =>
    infoOf(io, app, existing(app, release ?? String(versions(app, io.env)[0] ?? 1), io.env)),
  text: (info, io) => {
    headline(io, `Release ${info.version} of ${info.app}`);
    rows(io, {
      What: info.description,
      Status: info.status,
      By: info.by,
      Source: info.source,
      Commit: [info.commit, info.author].filter(Boolean).join(" "),
      Builder: info.builder,
      Image: [info.image, size(info.image_size)].filter(Boolean).join(" "),
      "Build ID": info.build,
      Began: info.began_at,
      "Live since": `${info.created_at} (after ${info.seconds} s)`,
      Processes: pairs(info.scale),
      Domains: info.domains.join(" "),
      "Config keys": info.config_keys.join(" "),
      "Config hash": info.config_hash,
    });
    for (const [type, line] of info.process_types) row(io, `Command of ${type}`, line);
    for (const [key, lines] of info.options) row(io, `Options ${key.replace("_default_.", "")}`, lines.join(" "));
    if (info.changes) changed(io, info, info.changes);
  },
});

function changed(
  io: Io,
  info: Info,
  { since, commits, config, options, domains, files, scale, image_size: more }: NonNullable<Info["changes"]>,
) {
  headline(io, `What is different from ${since}`);
  rows(io, {
    Commits: commits ? `${commits[0] || "none"}..${commits[1] || "none"}` : "",
    Config: difference(config),
    Options: difference(options),
    Domains: difference(domains),
    Files: difference(files),
    Processes: [...scale].map(([type, [from, to]]) => `${type} ${from} -> ${to}`).join(", "),
    "Image size": more ? `${more > 0 ? "+" : "-"}${size(Math.abs(more))}` : "",
    Image: info.changes?.image ? "another" : "the same",
  });
}

const difference = ({ added, changed, removed }: Difference): string =>
  [...added.map((key) => `+${key}`), ...changed.map((key) => `~${key}`), ...removed.map((key) => `-${key}`)].join(" ");

const pairs = (scale: ReadonlyMap<string, number>): string => [...scale].map(([type, count]) => `${type}=${count}`).join(" ");

const size = (bytes: number | null): string => (bytes === null ? "" : `${(bytes / 1e6).toFixed(1)} MB`);

function rows(io: Io, table: Readonly<Record<string, string>>): void {
  for (const [label, value] of Object.entries(table)) if (value) row(io, label, value);
}

const row = (io: Io, label: string, value: string): void => write(io, `       ${`${label}:`.padEnd(16)}${value}\n`);
