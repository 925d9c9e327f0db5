import { answer, detail, Exit, headline, type Io, step, trigger } from "hokku";
import { containerEnvironment } from "hokku/container-environment";
import { asWritten } from "hokku/deploy/as-written";
import { dockerArgs } from "hokku/docker-args";
import { appEnvironment } from "hokku/environment";
import { globalArgs } from "hokku/global-args";
import { type Image, inspectImage } from "hokku/image";
import { output, run } from "hokku/run";
import { splitWords } from "hokku/words";
import { type AppJson, appJsonOf } from "./app-json.ts";

/** A task that belongs to a deploy. `first` runs once in an app's life, `release` comes from the Procfile. */
export type Phase = "predeploy" | "release" | "postdeploy" | "first";

const TITLES: Readonly<Record<Phase, string>> = {
  predeploy: "predeploy",
  release: "release",
  postdeploy: "postdeploy",
  first: "heroku.postdeploy",
};

/**
 * Runs the app's task for a phase in a container of its own; without one nothing happens. A task that fails is an `Exit`.
 * What a predeploy task changes in the file system becomes part of the image. Contract: Dokku's deployment tasks.
 */
export async function runTask(io: Io, app: string, imageName: string, phase: Phase): Promise<void> {
  const title = TITLES[phase];
  const line = await lineOf(io, app, phase);
  if (!line) return;
  step(io, `Running the ${title} task`);
  const [source, where] = [phase === "release" ? "Procfile" : "app.json", phase === "predeploy" ? "" : " in ephemeral container"];
  detail(io, `Executing ${title} task from ${source}${where}: ${line}`);
  const image = await inspectImage(io, imageName);
  const id = await created(io, app, image, line, title);
  const docker = io.env.DOCKER_BIN ?? "docker";
  try {
    const name = `${app} ${title} task (${id.slice(0, 9)}) output`;
    headline(io, `Start of ${name}`);
    const code = await run({ ...io, stdin: Buffer.alloc(0) }, docker, ["container", "start", "--attach", id]);
    headline(io, `End of ${name}`);
    if (code !== 0) throw new Exit(1, `Execution of ${title} task failed with exit code ${code}: ${line}`);
    if (phase === "predeploy") await output(io, docker, ["container", "commit", ...changes(app, image), id, image.name]);
  } finally {
    await output(io, docker, ["container", "rm", "--force", "--volumes", id]).catch(() => {});
  }
}

async function lineOf(io: Io, app: string, phase: Phase): Promise<string> {
  if (phase === "release") return answer(asWritten(io), "procfile-get-command", app, "release", "5000").catch(() => "");
  const { scripts }: AppJson = appJsonOf(app, io.env);
  return scripts[phase];
}

async function created(io: Io, app: string, image: Image, line: string, title: string): Promise<string> {
  const { words, env } = containerEnvironment(appEnvironment(app, io.env));
  const tag = image.name.split(":").at(-1) ?? "latest";
  const given = await dockerArgs(io, { app, phase: "deploy", tag, builder: image.kind, processType: "", index: 1 });
  const own = [`--label=com.dokku.app-name=${app}`, `--label=dokku_phase_script=${title}`, ...globalArgs(io, "run")];
  const cache = image.kind === "herokuish" ? ["--volume", `cache-${app}:/tmp/cache`] : [];
  const launcher = image.kind === "pack" ? ["--entrypoint=/cnb/lifecycle/launcher"] : [];
  const options = [...words, ...forTasks(given), ...own, ...cache, ...launcher];
  const program = taskWords(line, image, Boolean(io.env.DOKKU_TRACE));
  const made = await output(io, io.env.DOCKER_BIN ?? "docker", ["container", "create", ...options, image.name, ...program], {
    env,
  });
  const id = made.split("\n").at(-1) ?? "";
  await trigger(io, "post-container-create", "app", id, app, title);
  return id;
}

/** Options that are for processes that stay: ports, limits, restarts. */
const NOT_FOR_TASKS = /^(--(cpus|gpus|memory|memory-reservation|memory-swap|publish|publish-all|restart)|-p|-P)(=|$)/;

/** Drops those options, with the value that follows where it is a word of its own. */
export function forTasks(options: readonly string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < options.length; at++) {
    const option = options[at] ?? "";
    if (!NOT_FOR_TASKS.test(option)) kept.push(option);
    else if (!option.includes("=") && option !== "-P" && option !== "--publish-all") at++;
  }
  return kept;
}

/** The words that run a task. An image with an entrypoint of its own is given the words; an init like tini does not count. */
export function taskWords(line: string, image: Image, trace: boolean): string[] {
  const inits = /^(\/usr)?(\/local)?(\/bin)?\/tini$/;
  if (image.entrypoint.length && !inits.test(image.entrypoint[0] ?? "")) return splitWords(line.trim());
  const script = `set -e; ${trace ? "set -x; " : ""}${image.kind === "herokuish" ? HEROKUISH : ""}${line}`;
  return image.kind === "herokuish" ? ["/bin/bash", "-c", script] : [...image.shell, script];
}

const HEROKUISH =
  'if [ -d /app ]; then export HOME=/app; cd /app; fi; for file in /app/.profile.d/*.sh; do if [ -r "$file" ]; then . "$file"; fi; done; ';

/** What `docker commit` would lose: the command and entrypoint the container was made without. */
function changes(app: string, image: Image): string[] {
  const lines = [
    `ENTRYPOINT ${JSON.stringify(image.entrypoint)}`,
    `CMD ${JSON.stringify(image.command)}`,
    `LABEL com.dokku.app-name=${app}`,
    "LABEL com.dokku.predeploy-phase=true",
  ];
  return lines.flatMap((line) => ["--change", line]);
}
