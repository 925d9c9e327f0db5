#!/usr/bin/env hokku
import { hook, write } from "hokku";
import { inspectImage } from "hokku/image";
import { imageNamed } from "./lib/image-named.ts";

/** Contract: images of Cloud Native Buildpacks count too. */
export default hook("builder-image-is-herokuish", async (io, app, image) => {
  const { kind } = await inspectImage(io, imageNamed(app, image));
  write(io, `${kind !== "dockerfile"}\n`);
});
