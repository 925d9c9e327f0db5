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
 * that a failing deploy leaves something to start; those without a container type are the build's own.
 */
export async function removeContainers(io: Io, app: string): Promise<void> {
  const filters = { label: [`com.dokku.app-name=${app}`], status: ["exited", "dead"] };
  const type = "com.dokku.container-type";
  const format = `{"Id":{{json .ID}},"Labels":{"${type}":{{json (.Label "${type}")}}}}`;
  const words = ["container", "ls", "--all", "--no-trunc", "--format", format, ...asFlags(filters)];
  const ended = parse(await engine(io, "GET", `/containers/json${asQuery(filters, { all: "true" })}`, words));
  const kept = released(app, io);
  const ids = ended.flatMap(({ Id, Labels }) => (/^(deploy|run)$/.test(Labels[type] ?? "") && !kept.has(Id) ? Id : []));
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
  readonly Labels: Readonly<Record<string, string>>;
}

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
