#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { install } from "../lib/install.ts";
import { writeOrder } from "../lib/order.ts";
import { giveBack } from "../lib/own.ts";
import { allDone, runHooks } from "../lib/run-hooks.ts";
import { sourceOf } from "../lib/source.ts";

export default command({
  name: "plugin:install",
  summary: "Fetch a plugin and set it up; without an address, set up all plugins again",
  args: "[<address>] [<name>]",
  flags: {
    core: { type: "boolean", summary: "set up the plugins of Hokku itself again" },
    committish: { type: "string", value: "REF", summary: "branch, tag or commit, instead of the newest" },
    name: { type: "string", value: "NAME", summary: "name of its folder, instead of the repository's" },
    yes: { type: "boolean", short: "y", summary: "do not ask whether what it reaches is wanted" },
    "skip-install-trigger": { type: "boolean", summary: "run no install hooks" },
  },
  // What is no address is said before what else is wrong with the words.
  arrange: (given) => {
    const at = given.findIndex((word, at) => !word.startsWith("-") && !/^--(name|committish)$/.test(given[at - 1] ?? ""));
    if (at >= 0 && !given.includes("--core")) sourceOf(given[at] ?? "", process.cwd());
    return given;
  },
  examples: [
    "dokku plugin:install https://github.com/dokku/dokku-redis.git",
    "dokku plugin:install --committish 1.2.0 https://example.com/dokku-greet.git",
    "dokku plugin:install /root/dokku-greet.tar.gz",
  ],
  run: async ({ words: { address, name: word }, flags, io }) => {
    if (address && !flags.core) {
      // Contract: Dokku takes further words, and clients say the name as one.
      const { committish, name = word || undefined, yes, "skip-install-trigger": skipHooks } = flags;
      return { plugin: await install(io, address, { committish, name, yes, skipHooks }) };
    }
    if (flags.name || flags.committish) throw new Exit(2, "plugin:install: --name and --committish need an address");
    if (address) step(io, "Cannot install additional core plugins, running core plugin install trigger");
    await writeOrder(io); // plugins of Hokku itself may be others than before
    const failed = await runHooks(io, "install", [], { core: flags.core });
    await giveBack(io);
    allDone("install", failed);
    return {};
  },
  text: () => {},
});
