#!/usr/bin/env hokku
import { command, type Io, step, trouble, write } from "hokku";
import { output } from "hokku/run";
import { writeTable } from "hokku/table";
import { mb } from "../lib/ledger.ts";
import { danglingImages, deadContainers, releasesWithoutRecord, sizesOf } from "../lib/leftovers.ts";

export default command({
  name: "cleanup",
  summary:
    "Cleans up exited/dead Docker containers and removes dangling images, of one app or of all; nothing that is not an app's",
  args: "[<app>]",
  flags: { plan: { type: "boolean", summary: "only show what would be removed, and how large it is" } },
  examples: ["dokku cleanup", "dokku cleanup node-app", "dokku cleanup --plan"],
  run: async ({ words: { app }, flags: { plan }, io }) => {
    if (!plan) step(io, "Cleaning up...");
    const dead = await deadContainers(io, app);
    const containers = plan ? dead : await remove(io, ["container", "rm", "--volumes"], dead);
    const old = [...(await releasesWithoutRecord(io, app)), ...(await danglingImages(io, app))];
    const images = plan ? old : await remove(io, ["image", "rm"], old);
    return { containers, images, ...(plan && { sizes: await sizesOf(io, containers, images) }) };
  },
  text: ({ containers, images, sizes }, io) => {
    if (!sizes) return;
    const rows = [...containers.map((id) => ["container", id] as const), ...images.map((id) => ["image", id] as const)];
    if (!rows.length) write(io, "There is nothing to remove\n");
    else
      writeTable(
        io,
        rows.map(([kind, id]) => [kind, id.replace(/^(sha256:)?([0-9a-f]{12})[0-9a-f]+$/, "$2"), mb(sizes.get(id) ?? 0)]),
      );
  },
});

/** Removes them one by one: one that is in use again, or gone already, keeps none of the others. Answers those removed. */
async function remove(io: Io, words: string[], ids: string[]): Promise<string[]> {
  const removed: string[] = [];
  for (const id of ids) {
    try {
      await output(io, io.env.DOCKER_BIN ?? "docker", [...words, id]);
      removed.push(id);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (!/No such|is being used|is already in progress|must be forced|dependent child/.test(why)) trouble(why);
    }
  }
  return removed;
}
