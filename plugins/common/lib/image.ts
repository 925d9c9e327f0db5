import { Exit, type Io } from "../../../core/execute.ts";
import { answer } from "../../../hooks/hook.ts";
import { engine, inspected } from "./engine.ts";

/** What has to be known of an image to run it. */
export interface Image {
  readonly name: string;
  readonly id: string;
  /** Who made it, in the words `docker-args-process-*` are asked with. */
  readonly kind: "herokuish" | "pack" | "dockerfile";
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** What a command line needs to be run; the image's own SHELL, or sh. */
  readonly shell: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** What `docker image inspect` answers, as far as it is needed here. */
export interface Inspected {
  readonly Id: string;
  readonly Config: {
    readonly Entrypoint?: readonly string[] | null;
    readonly Cmd?: readonly string[] | null;
    readonly Shell?: readonly string[] | null;
    readonly Labels?: Readonly<Record<string, string>> | null;
  };
}

/** Name of the image an app runs. Contract: the `deployed-app-*` triggers may put it into a registry or change the tag. */
export async function appImage(io: Io, app: string, tag = "latest"): Promise<{ name: string; tag: string }> {
  const registry = await answer(io, "deployed-app-repository", app);
  const repository = (await answer(io, "deployed-app-image-repo", app)) || `dokku/${app}`;
  const chosen = (await answer(io, "deployed-app-image-tag", app)) || tag;
  return { name: `${registry}${repository}:${chosen}`, tag: chosen };
}

/** Asks Docker about an image. One that is not there is refused with what to do. */
export async function inspectImage(io: Io, name: string): Promise<Image> {
  const first = await inspected<Inspected>(io, "image", name).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Exit(1, /No such image/i.test(why) ? `There is no image ${name} here; deploy the app again` : why);
  });
  if (!first) throw new Exit(1, `There is no image ${name} here; deploy the app again`);
  return imageOf(name, first);
}

/** Gives an image a name of the app's: `dokku/<app>:<tag>`. */
export async function tagImage(io: Io, image: string, app: string, tag: string): Promise<void> {
  const path = `/images/${encodeURIComponent(image)}/tag?repo=${encodeURIComponent(`dokku/${app}`)}&tag=${tag}`;
  await engine(io, "POST", path, ["image", "tag", image, `dokku/${app}:${tag}`]);
}

/** The same from what Docker answered. */
export function imageOf(name: string, { Id, Config }: Inspected): Image {
  const labels = Config.Labels ?? {};
  return {
    name,
    id: Id,
    kind: kindOf(labels),
    entrypoint: Config.Entrypoint ?? [],
    command: Config.Cmd ?? [],
    shell: Config.Shell?.length ? Config.Shell : ["/bin/sh", "-c"],
    labels,
  };
}

function kindOf(labels: Readonly<Record<string, string>>): Image["kind"] {
  if (labels["com.dokku.builder-type"] === "herokuish" || labels["com.gliderlabs.herokuish/stack"]) return "herokuish";
  return labels["io.buildpacks.stack.id"] || labels["com.dokku.builder-type"] === "pack" ? "pack" : "dockerfile";
}
