#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { inspectImage } from "hokku/image";
import { imageNamed } from "./lib/image-named.ts";

export default hook("builder-image-is-cnb", async (io, app, image) => {
  const { kind } = await inspectImage(io, imageNamed(app, image));
  write(io, `${kind === "pack"}\n`);
});
