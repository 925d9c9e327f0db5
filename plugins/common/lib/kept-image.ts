import { rmSync } from "node:fs";
import { join } from "node:path";
import { Exit, type Io } from "../../../core/execute.ts";
import { readText, replaceFile } from "./files.ts";
import { output } from "./run.ts";

/**
 * While something new is built under an image's name, this is written down: which image had the name before. Whoever fails
 * gives the name back; when it was killed, the next deploy does. So `dokku/<app>:latest` is always what was released last.
 */
export async function keepImage(io: Io, app: string, image: string): Promise<void> {
  const id = await output(io, docker(io), ["image", "inspect", "--format", "{{.Id}}", image]).catch(absent);
  replaceFile(journal(io, app), JSON.stringify({ image, id }));
}

/** The new image is released: there is no way back any more. */
export function forgetKeptImage(io: Io, app: string): void {
  rmSync(journal(io, app), { force: true });
}

/** Gives the name back to the image that had it before, if anyone left it undone. */
export async function restoreKeptImage(io: Io, app: string): Promise<void> {
  const text = readText(journal(io, app));
  if (text === undefined) return;
  const { image, id } = JSON.parse(text);
  if (id) await output(io, docker(io), ["image", "tag", id, image]).catch(absent);
  else await output(io, docker(io), ["image", "rm", "--force", "--no-prune", image]).catch(absent);
  forgetKeptImage(io, app);
}

const journal = ({ env }: Io, app: string): string => join(env.DOKKU_LIB_ROOT ?? "", "data", "git", app, "kept-image");
const docker = ({ env }: Io): string => env.DOCKER_BIN ?? "docker";

function absent(error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  if (/No such image/i.test(why)) return "";
  throw new Exit(1, why);
}
