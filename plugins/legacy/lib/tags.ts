import { Exit, type Io } from "hokku";
import { existingApp } from "hokku/apps";
import { run } from "hokku/run";

/** `tags`, `tags:create`, `tags:destroy` and `tags:deploy` (0.4 to 0.25): names for images of an app. */
export async function tags(io: Io, command: string, [app = "", tag = ""]: string[]): Promise<number> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const image = `dokku/${existingApp(app, io.env)}`;
  if (command === "tags") return run(io, docker, ["image", "ls", image]);
  if (!/^[\w][\w.-]{0,127}$/.test(tag)) throw new Exit(2, `${command}: <tag> is missing or cannot be the tag of an image`);
  const named = `${image}:${tag}`;
  if (command === "tags:create") return run(io, docker, ["image", "tag", `${image}:latest`, named]);
  if (command === "tags:deploy") return run(io, "dokku", ["git:from-image", app, named]);
  if (command !== "tags:destroy") return 10;
  if (tag === "latest") throw new Exit(1, `${named} is what ${app} runs; destroy the app, or deploy another image first`);
  return run(io, docker, ["image", "rm", named]);
}
