#!/usr/bin/env hokku
import { command, Exit, trigger } from "hokku";
import { output, run } from "hokku/run";
import { validImage } from "../lib/from-image.ts";

export default command({
  name: "git:load-image",
  summary: "Deploy a Docker image that comes on stdin, as docker save writes it",
  args: "<app> <image> [<git-user>] [<git-email>]",
  flags: { "build-dir": { type: "string", value: "DIR", summary: "folder on the host with files for the build" } },
  examples: ["docker save node-app:v2 | ssh dokku@host git:load-image node-app node-app:v2"],
  reachesHost: true,
  run: async ({ words, flags: { "build-dir": buildDir = "" }, io }) => {
    const { app } = words;
    const image = validImage(words.image);
    if (process.stdin.isTTY)
      throw new Exit(1, `No image comes on stdin; send one: docker save ${image} | dokku git:load-image ...`);
    const docker = io.env.DOCKER_BIN ?? "docker";
    if ((await run(io, docker, ["image", "load"])) !== 0)
      throw new Exit(1, "Docker could not load what came on stdin; the reason is above");
    if (!(await output(io, docker, ["image", "ls", "-q", image])))
      throw new Exit(1, `What came on stdin holds no image called ${image}; see its names above`);
    const inside = { ...io, stdin: Buffer.alloc(0) };
    await trigger(inside, "git-from-image", app, image, buildDir, words["git-user"] ?? "", words["git-email"] ?? "");
    await trigger(inside, "deploy-source-set", app, "docker-image", image);
    return { app, image };
  },
  text: () => {},
});
