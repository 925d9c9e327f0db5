#!/usr/bin/env hokku
import { command, Exit, step } from "hokku";
import { GLOBAL } from "hokku/scope";
import logs from "../lib/settings.ts";
import { startVector } from "../lib/vector.ts";

export default command({
  name: "logs:vector-start",
  summary: "Start Vector, which sends the logs of apps to their vector-sink",
  flags: { "vector-image": { type: "string", value: "IMAGE", summary: "its image, instead of the property vector-image" } },
  examples: ["dokku logs:set node-app vector-sink 'console://?encoding[codec]=json'", "dokku logs:vector-start"],
  run: async ({ flags: { "vector-image": given }, io }) => {
    const image = given || logs.of(GLOBAL, "vector-image", io.env);
    const wrong = logs.known["vector-image"].refuse?.(image);
    if (wrong) throw new Exit(1, `--vector-image cannot be ${JSON.stringify(image)}: ${wrong}`);
    step(io, "Starting vector container");
    await startVector(io, image);
    return { container: "vector", image };
  },
  text: () => {},
});
