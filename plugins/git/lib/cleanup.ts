import { join } from "node:path";
import type { Io } from "hokku";
import { appRoot } from "hokku/apps";
import { asFlags, asQuery, engine } from "hokku/engine";
import { readText } from "hokku/files";
import { output } from "hokku/run";
import builder from "hokku/settings/builder";

const { readdirSync } = process.getBuiltinModule("node:fs");

/** Whether the app keeps what it has no use for. Contract: property `skip-cleanup`, and the variable of the same meaning. */
export function skipsCleanup({ env }: Io, app: string): boolean {
  return builder.of(app, "skip-cleanup", env) === "true" || env.DOKKU_SKIP_CLEANUP === "true";
}

/**
 * Removes the app's ended containers, while the next image is built. Those of the current release stay, stopped or not, so
 * that a failing deploy leaves something to start; those without a container type are steps of a build: of this one, unless they are older than
 * `began`, as an engine that died leaves them.
 */
export async function removeContainers(io: Io, app: string, began: number): Promise<void> {
  const filters = { label: [`com.dokku.app-name=${app}`], status: ["created", "exited", "dead"] };
  const type = "com.dokku.container-type";
  const format = `{"Id":{{json .ID}},"State":{{json .State}},"Created":{{json .CreatedAt}},"Labels":{"${type}":{{json (.Label "${type}")}}}}`;
  const words = ["container", "ls", "--all", "--no-trunc", "--format", format, ...asFlags(filters)];
  const ended = parse(await engine(io, "GET", `/containers/json${asQuery(filters, { all: "true" })}`, words));
  const kept = released(app, io);
  const isOver = ({ State, Created, Labels: { [type]: kind = "" } }: Listed) =>
    kind ? State !== "created" && /^(deploy|run)$/.test(kind) : createdAt(Created) < began - 1000;
  const ids = ended.flatMap((one) => (isOver(one) && !kept.has(one.Id) ? one.Id : []));
  if (ids.length) await output(io, io.env.DOCKER_BIN ?? "docker", ["container", "rm", ...ids]);
}

/** Removes the app's images without a name, once the new one has its own: what the classic builder is at has none either. */
export async function removeImages(io: Io, app: string): Promise<void> {
  const filters = { label: [`com.dokku.app-name=${app}`], dangling: ["true"] };
  await engine(io, "POST", `/images/prune${asQuery(filters)}`, [
    "image",
    "prune",
    "--force",
    ...asFlags({ label: filters.label }),
  ]);
}

/** A container as the engine lists it, as far as it is needed here. */
interface Listed {
  readonly Id: string;
  readonly State: string;
  readonly Created: number | string;
  readonly Labels: Readonly<Record<string, string>>;
}

/** In ms since 1970: the engine says seconds, its client `2026-11-29 02:57:42 +0000 UTC`. */
const createdAt = (created: number | string): number =>
  typeof created === "number" ? created * 1000 : Date.parse(created.replace(/ [A-Z]+$/, ""));

/** The engine answers one list, its client a line for each. */
const parse = (text: string): Listed[] =>
  text.startsWith("[") ? JSON.parse(text) : text.split("\n").flatMap((line) => (line ? JSON.parse(line) : []));

/**
 * Ids of the containers of the current release, and of those that `ps:retire` removes, once it has kept what they have printed. Contract:
 * `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>`, and a line `<app> <container> <seconds>` each in `dead-containers`.
 */
function released(app: string, { env }: Io): Set<string> {
  const list = readText(join(env.DOKKU_LIB_ROOT ?? "", "data", "scheduler-docker-local", "dead-containers")) ?? "";
  const root = appRoot(app, env);
  const files = readdirSync(root).filter((name) => /^CONTAINER(\.|$)/.test(name));
  const live = files.map((name) => readText(join(root, name))?.trim() ?? "");
  return new Set([...live, ...list.split("\n").map((line) => line.split(" ")[1] ?? "")]);
}
