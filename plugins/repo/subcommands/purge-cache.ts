#!/usr/bin/env hokku
import { command, step } from "hokku";
import { output } from "hokku/run";

export default command({
  name: "repo:purge-cache",
  summary: "Empty what builds of an app keep for the next one; that takes longer, and fetches all anew",
  args: "<app>",
  examples: ["dokku repo:purge-cache node-app"],
  run: async ({ words: { app }, io }) => {
    // Contract: the volume that Dokku's herokuish builder mounts at /cache.
    const words = ["volume", "rm", "--force", `cache-${app}`];
    await output(io, io.env.DOCKER_BIN ?? "docker", words);
    step(io, `The build cache of ${app} is empty`);
    return { app };
  },
  text: () => {},
});
