#!/usr/bin/env hokku
import { command, trigger } from "hokku";
import { NO_WAIT, withoutWaiting } from "hokku/deploy/queue";
import { validImage } from "../lib/from-image.ts";

export default command({
  name: "git:from-image",
  summary: "Deploy a Docker image, pulled where it is not here yet",
  args: "<app> <image> [<git-user>] [<git-email>]",
  flags: {
    "build-dir": { type: "string", value: "DIR", summary: "folder on the host with files for the build" },
    "no-wait": NO_WAIT,
    force: { type: "boolean", summary: "pull the image although it is here" },
  },
  examples: ["dokku git:from-image node-app registry.example.com/node-app:v2"],
  reachesHost: true,
  run: async ({ words, flags: { "build-dir": buildDir = "", force, "no-wait": noWait }, io }) => {
    const { app } = words;
    const image = validImage(words.image);
    const inside = force ? { ...io, env: { ...io.env, DOKKU_APPS_FORCE_DELETE: "1" } } : io;
    await trigger(
      withoutWaiting(inside, noWait),
      "git-from-image",
      app,
      image,
      buildDir,
      words["git-user"] ?? "",
      words["git-email"] ?? "",
    );
    await trigger(inside, "deploy-source-set", app, "docker-image", image);
    return { app, image };
  },
  text: () => {},
});
