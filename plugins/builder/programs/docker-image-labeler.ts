import { Exit, type Io, trouble } from "hokku";
import { inspected } from "hokku/engine";
import { type Asked, type ProgramCommand, runProgram } from "hokku/program";
import { output } from "hokku/run";
import { relabelled } from "../lib/relabelled.ts";

/** `docker-image-labeler`, as builders of others call it. Contract: dokku/docker-image-labeler. */
const io: Io = { env: process.env, cwd: process.cwd(), stdin: "inherit", stdout: "inherit" };

const commands: Record<string, ProgramCommand> = {
  relabel: {
    summary: "Gives an image more labels, or takes some away",
    words: ["image-name"],
    flags: { label: { type: "value" }, "remove-label": { type: "value" } },
    run: relabel,
  },
};

interface Image {
  readonly Id: string;
  readonly RepoTags: readonly string[] | null;
  readonly Config: { readonly Labels: Readonly<Record<string, string>> | null };
}

/** Where an image remembers what else it was called. */
const NAMES = "com.dokku.docker-image-labeler/alternate-tags";

async function relabel(asked: Asked): Promise<void> {
  const [name = ""] = asked.words;
  const wanted = new Map(
    asked
      .all("label")
      .flatMap((list) => list.split(","))
      .map(asLabel),
  );
  const removed = asked.all("remove-label").flatMap((list) => list.split(","));
  if (!wanted.size && !removed.length) throw new Exit(1, "No labels specified");
  const image = await inspected<Image>(io, "image", name);
  if (!image) throw new Exit(1, `Failed to fetch image id: No such image: ${name}`);
  const labels = image.Config.Labels ?? {};
  const tags = new Set([...(image.RepoTags ?? []), ...names(labels[NAMES])]);
  if (tags.size) wanted.set(NAMES, JSON.stringify([...tags]));
  const changed = [...wanted].filter(([key, value]) => labels[key] !== value);
  if (removed.some((label) => labels[label])) {
    const left = Object.entries({ ...labels, ...Object.fromEntries(wanted) }).filter(([key]) => !gone(key, removed, wanted));
    await relabelled(io, name, Object.fromEntries(left));
    await removeOld(name, image);
  } else if (changed.length)
    await output(io, docker(), ["build", "--quiet", "--tag", name, "-"], { input: recipe(name, changed) });
}

const docker = (): string => io.env.DOCKER_BIN ?? "docker";

/** One that is taken away and given at once is given. */
const gone = (key: string, removed: readonly string[], given: ReadonlyMap<string, string>): boolean =>
  removed.includes(key) && !given.has(key);

/** The image of before goes, where it has no other name; what something still uses of it stays. */
async function removeOld(name: string, { Id, RepoTags }: Image): Promise<void> {
  const [first, ...more] = RepoTags ?? [];
  if (more.length || (first !== undefined && first !== name)) return;
  await output(io, docker(), ["image", "rm", Id]).catch((error: unknown) =>
    trouble(`Warning: Failed to delete old image: ${error instanceof Error ? error.message : error}`),
  );
}

function asLabel(text: string): [key: string, value: string] {
  const [, key = "", value = ""] = /^([^=]+)=?(.*)$/s.exec(text) ?? [];
  if (!key) throw new Exit(1, "Failed to parse new labels: Invalid label specified");
  return [key, value];
}

function names(text = "[]"): string[] {
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) ? list.map(String) : [];
  } catch {
    return [];
  }
}

/** Contract: a Dockerfile's LABEL takes quoted words, in which `\`, `"` and `$` are escaped; a value with line breaks is none. */
function recipe(name: string, labels: readonly (readonly [key: string, value: string])[]): string {
  const quoted = (text: string): string => {
    if (/[\r\n]/.test(text)) throw new Exit(1, "Failed to parse new labels: a label has no line breaks");
    return `"${text.replace(/[\\"$]/g, "\\$&")}"`;
  };
  return [`FROM ${name}`, ...labels.map(([key, value]) => `LABEL ${quoted(key)}=${quoted(value)}`), ""].join("\n");
}

process.exitCode = await runProgram({ name: "docker-image-labeler", version: "0.10.0", commands }, process.argv.slice(2));
