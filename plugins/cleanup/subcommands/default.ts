#!/usr/bin/env hokku
import { command, type Io, step, trouble } from "hokku";
import { output } from "hokku/run";
import { danglingImages, deadContainers } from "../lib/leftovers.ts";

export default command({
  name: "cleanup",
  summary: "Remove dead containers and unnamed images, of one app or of all; nothing that is not an app's",
  args: "[<app>]",
  examples: ["dokku cleanup", "dokku cleanup node-app"],
  run: async ({ words: { app }, io }) => {
    step(io, "Cleaning up...");
    const containers = await remove(io, ["container", "rm", "--volumes"], await deadContainers(io, app));
    const images = await remove(io, ["image", "rm"], await danglingImages(io, app));
    return { containers, images };
  },
  text: () => {},
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
