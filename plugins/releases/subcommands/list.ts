#!/usr/bin/env hokku
import { command, detail, type Io, write } from "hokku";
import type { Command } from "hokku/declaration";
import { writeTable } from "hokku/table";
import { failedSince, type Listed, listed } from "../lib/shown.ts";

interface List {
  readonly app: string;
  readonly releases: readonly Listed[];
  /** The build that came after what is live, and failed. */
  readonly failed: string | null;
}

/** The same command by both its names. */
export const list = (name: string): Command<List> =>
  command({
    name,
    isGroup: name === "releases",
    summary: "List what has been live of an app, the newest first",
    reads: true,
    args: "<app>",
    flags: { num: { type: "number", short: "n", value: "N", summary: "how many; 15 where none is named" } },
    examples: [`dokku ${name} node-app`, `dokku ${name} node-app --num 50`, `dokku ${name} node-app --json`],
    run: ({ words: { app }, flags: { num = 15 }, io }): List => ({
      app,
      releases: listed(app, io.env).slice(0, Math.max(1, num)),
      failed: failedSince(app, io.env) ?? null,
    }),
    text,
  });

function text({ app, releases, failed }: List, io: Io): void {
  if (!releases.length) {
    write(io, `Nothing of ${app} has been released yet\n`);
    return;
  }
  const rows = releases.map((one) => [
    one.version,
    one.status,
    one.description,
    one.by,
    one.created_at.replace(/\.\d+Z$/, "Z"),
    one.build,
  ]);
  writeTable(io, [["Release", "Status", "What", "By", "Live since", "Build ID"], ...rows]);
  if (failed) detail(io, `A deploy after it failed, which is no release: dokku builds:output ${app} ${failed}`);
}

export default list("releases:list");
