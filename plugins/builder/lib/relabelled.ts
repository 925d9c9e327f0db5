import { tmpdir } from "node:os";
import { join } from "node:path";
import { Exit, type Io } from "hokku";
import { output } from "hokku/run";

const { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } = process.getBuiltinModule("node:fs");

/** What `docker image save` says of an image: where in the archive its configuration is, and its layers. */
interface Manifest {
  readonly Config: string;
  readonly Layers: readonly string[];
}

/**
 * Gives an image exactly these labels, in its place. A build can add labels and never take one away, so that the image is saved, its
 * configuration changed, and loaded again; its layers stay what they are.
 */
export async function relabelled(io: Io, name: string, labels: Readonly<Record<string, string>>): Promise<void> {
  const docker = io.env.DOCKER_BIN ?? "docker";
  const folder = mkdtempSync(join(tmpdir(), "hokku-labels-"));
  try {
    const [archive, inside] = [join(folder, "image.tar"), join(folder, "image")];
    mkdirSync(inside);
    await output(io, docker, ["image", "save", `--output=${archive}`, name]);
    await output(io, "tar", ["--extract", `--file=${archive}`, `--directory=${inside}`]);
    const [{ Config, Layers }] = parsed<[Manifest]>(join(inside, "manifest.json"));
    const all = parsed<{ config?: object }>(join(inside, Config));
    write(inside, "config.json", { ...all, config: { ...all.config, Labels: labels } });
    write(inside, "manifest.json", [
      { Config: "config.json", RepoTags: [/:[^/]*$/.test(name) ? name : `${name}:latest`], Layers },
    ]);
    const files = ["manifest.json", "config.json", ...new Set(Layers)];
    await output(io, "tar", ["--create", `--file=${archive}`, `--directory=${inside}`, "--", ...files]);
    await output(io, docker, ["image", "load", "--quiet", `--input=${archive}`]);
  } catch (error) {
    throw new Exit(1, `Failed to save image: ${error instanceof Error ? error.message : error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const parsed = <T>(path: string): T => JSON.parse(readFileSync(path, "utf8"));
const write = (folder: string, name: string, content: unknown): void =>
  writeFileSync(join(folder, name), JSON.stringify(content));
