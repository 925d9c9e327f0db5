import { Exit, type Io } from "hokku";
import { dockerRun, hasImage } from "./engine.ts";
import type { Kind } from "./service.ts";
import { variableOf } from "./state.ts";

/** Sees to it that an image is there, or says what stands against it. Contract: `<PLUGIN>_DISABLE_PULL`. */
export async function pulled(io: Io, { plugin, title }: Kind, image: string, failed: string): Promise<void> {
  if (await hasImage(io, image)) return;
  const off = `${variableOf(plugin)}_DISABLE_PULL`;
  if (io.env[off] === "true")
    throw new Exit(
      1,
      `${off} environment variable detected. Not running pull command.\n   docker image pull ${image}\n${failed}`,
    );
  const talk = { ...io, stdin: Buffer.alloc(0), stdout: (chunk: Buffer | string) => void process.stderr.write(chunk) };
  if ((await dockerRun(talk, ["image", "pull", image])) !== 0)
    throw new Exit(1, `${title} image ${image} pull failed\n${failed}`);
}
