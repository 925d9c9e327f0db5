#!/usr/bin/env hokku
import { command, write } from "hokku";
import { pluginName } from "hokku/plugin-list";
import { refuseKey, sourceOf, validName } from "../lib/source.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

export default command({
  name: "plugin:test",
  summary: "Try a plugin in a throw-away root: its files, hooks, commands and own tests. Its code runs as you",
  args: "<address>",
  flags: {
    committish: { type: "string", value: "REF", summary: "branch, tag or commit, instead of the newest" },
    name: { type: "string", value: "NAME", summary: "name of the plugin, instead of the folder's or repository's" },
  },
  examples: ["dokku plugin:test .", "dokku plugin:test https://github.com/dokku/dokku-redis.git"],
  run: async ({ words: { address }, flags: { committish, name }, io }) => {
    refuseKey(io, "plugin:test");
    const found = sourceOf(address, io.cwd);
    // Of a folder in which somebody works, what is there counts, and not what was committed last.
    const source =
      committish || !existsSync(found.from) || found.kind === "archive" ? found : { ...found, kind: "folder" as const };
    const plugin = validName(name ?? pluginName(source.from));
    const { conformance } = await import("../lib/conformance/conformance.ts");
    const { age, checks } = await conformance(io, plugin, source, committish);
    const failed = checks.filter(({ ok }) => !ok).length;
    if (failed) process.exitCode = 1; // the answer is complete, so nothing is thrown
    return { plugin, age, passed: checks.length - failed, failed, checks };
  },
  text: ({ plugin, age, passed, failed, checks }, io) => {
    const lines = checks.map(({ name, ok, skipped, noted, why, ms, printed = [] }, at) => {
      const word = skipped ? ` # SKIP ${why}` : noted ? ` # TODO ${why}` : ms === undefined ? "" : ` # time=${ms}ms`;
      const line = `${ok && !noted ? "ok" : "not ok"} ${at + 1} - ${name}${word}`;
      return ok ? line : [line, ...[why, ...printed].map((text) => `  # ${text}`)].join("\n");
    });
    const verdict = failed ? `is not ready: ${failed} of ${passed + failed} checks failed` : `is ready: ${passed} checks passed`;
    const also = checks.filter(({ noted }) => noted).map(({ why }) => `; ${why}`);
    write(
      io,
      `TAP version 13\n1..${checks.length}\n${lines.join("\n")}\n# hooks fired as by Hokku and by Dokku ${age}\n# ${plugin} ${verdict}${also.join("")}\n`,
    );
  },
});
