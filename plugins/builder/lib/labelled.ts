import type { Io } from "hokku";
import { imageLabels, labelOptions } from "hokku/builder";
import { type Built, remember } from "hokku/deploy/built";
import { inspectImage } from "hokku/image";
import { mustRun } from "hokku/run";

/** Labels an app's image as a release of its builder, unless it is; Docker is asked where the image is not known. */
export async function labelled(io: Io, name: string, app: string, image: string, known: Built | undefined): Promise<void> {
  const found = known ?? (await inspectImage(io, image));
  const labels = imageLabels(name, app);
  const isDone = SAY.every((key) => found.labels[key] === labels[key]);
  remember(image, isDone ? found : { labels });
  if (isDone) return;
  await mustRun(
    { ...io, stdout: () => {} },
    io.env.DOCKER_BIN ?? "docker",
    ["image", "build", "--quiet", ...labelOptions(labels), `--tag=${image}`, "-"],
    `${image} could not be labelled`,
    { input: `FROM ${image}\n` },
  );
}

/** What a release is known by. */
const SAY = ["com.dokku.app-name", "com.dokku.builder-type", "com.dokku.image-stage"];
