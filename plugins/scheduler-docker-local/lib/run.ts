import { randomInt } from "node:crypto";
import { answer, Exit, type Io, step, trigger, trouble, write } from "hokku";
import { containerEnvironment } from "hokku/container-environment";
import { asWritten } from "hokku/deploy/as-written";
import { dockerArgs } from "hokku/docker-args";
import { appEnvironment } from "hokku/environment";
import { globalArgs } from "hokku/global-args";
import { appImage, type Image, inspectImage } from "hokku/image";
import { commandWords, withArguments } from "hokku/image-command";
import { madeContainer } from "hokku/made-container";
import { isLine } from "hokku/shell-line";
import { attached } from "./attached.ts";
import { docker, dockerMaybe } from "./docker.ts";
import { shellWords } from "./shell.ts";
import { hasTerminal } from "./terminal.ts";

/** What `run`, `run:detached` and cron say by the environment. Contract: Dokku's variables. */
interface Wish {
  readonly detached: boolean;
  readonly terminal: boolean;
  /** Seconds until `run:retire` ends it; "" for never. */
  readonly deadline: string;
  readonly cron: string;
  readonly policy: string;
}

/** Runs a command in a container of its own, made from the app's image, and answers the command's exit code. */
export async function run(io: Io, app: string, given: readonly string[], command: readonly string[]): Promise<number> {
  const wish = wishOf(io);
  const { name, tag } = await appImage(io, app);
  const image = await inspectImage(io, name);
  if (image.labels["com.dokku.image-stage"] !== "release")
    throw new Exit(1, `${name} is no release; deploy ${app} successfully to run commands in it`);
  if (wish.cron) await makeRoom(io, app, wish);
  const type = wish.cron ? "cron" : "run";
  const dyno = `${type}.${randomInt(1, 100_000)}`;
  const variables = { ...appEnvironment(app, io.env), ...pairs(given), DYNO: dyno };
  const { words, env } = containerEnvironment(variables);
  const options = await dockerArgs(io, { app, phase: "run", tag, builder: image.kind });
  const { line, inImage } = await programOf(io, app, image, command, variables);
  const labels = labelsOf(io, app, type, wish, line);
  const tty = wish.terminal ? ["--tty"] : [];
  const stdin = wish.detached ? [] : ["--interactive"];
  const own = [`--name=${app}.${dyno}`, "--rm", "--init", ...tty, ...stdin];
  const id = await madeContainer(io, [...words, ...options, ...labels, ...own, image.name, ...inImage], env);
  await trigger(io, "post-container-create", "app", id, app, "run");
  const code = wish.detached
    ? await startDetached(io, id, `${app}.${dyno}`)
    : await attached(io, ["container", "start", "--attach", "--interactive", id], { container: id, terminal: wish.terminal });
  await trigger(io, "scheduler-post-run", "docker-local", app, id, String(code));
  return code;
}

function wishOf(io: Io): Wish {
  const { DOKKU_DETACH_CONTAINER, DOKKU_RUN_TTL_SECONDS = "", DOKKU_CRON_ID = "", DOKKU_CONCURRENCY_POLICY } = io.env;
  return {
    detached: DOKKU_DETACH_CONTAINER === "1",
    terminal: hasTerminal(io),
    deadline: DOKKU_RUN_TTL_SECONDS,
    cron: DOKKU_CRON_ID,
    policy: DOKKU_CONCURRENCY_POLICY || "allow",
  };
}

/** `KEY=value` words as variables. */
function pairs(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const [, key = "", value = ""] = /^([A-Za-z_]\w*)=(.*)$/s.exec(word) ?? [];
      if (!key) throw new Exit(1, `--env takes KEY=value, not ${JSON.stringify(word.slice(0, 40))}`);
      return [key, value];
    }),
  );
}

/** The words behind the image: a shell without a command, the Procfile's line for one of its types, else what was given. */
async function programOf(
  io: Io,
  app: string,
  image: Image,
  command: readonly string[],
  variables: Readonly<Record<string, string>>,
): Promise<{ line: string; inImage: string[] }> {
  const [first, ...more] = command;
  const exec = image.kind === "herokuish" ? ["/exec"] : [];
  if (first === undefined) return { line: "", inImage: [...exec, ...(exec.length ? ["/bin/bash"] : shellWords(app, io))] };
  if (!more.length && isLine(first)) return { line: "", inImage: commandWords(first, image, variables) };
  const line = await answer(asWritten(io), "procfile-get-command", app, first, "5000").catch(() => "");
  if (!line) return { line: "", inImage: [...exec, ...command] };
  step(io, `Found '${first}' in Procfile, running that command`); // contract: on stdout, where scripts cut it off
  return { line: first, inImage: withArguments(line, more, image, variables) };
}

function labelsOf(io: Io, app: string, type: string, { deadline, cron, policy }: Wish, line: string): string[] {
  const flags = (io.env.DOKKU_GLOBAL_FLAGS ?? "").split(" ").filter((flag) => /^--label=/.test(flag));
  return [
    ...globalArgs(io, "run"),
    ...flags,
    `--label=com.dokku.container-type=${type}`,
    `--label=com.dokku.app-name=${app}`,
    ...(line ? [`--label=com.dokku.process-type=${line}`] : []),
    ...(deadline ? [`--label=com.dokku.active-deadline-seconds=${deadline}`] : []),
    ...(cron ? [`--label=com.dokku.cron-id=${cron}`, `--label=com.dokku.concurrency-policy=${policy}`] : []),
  ];
}

async function startDetached(io: Io, id: string, name: string): Promise<number> {
  await docker(io, ["container", "start", id]);
  write(io, `${name}\n`);
  return 0;
}

/** Heeds a cron task's policy towards a run of the same task that has not ended. */
async function makeRoom(io: Io, app: string, { cron, policy }: Wish): Promise<void> {
  if (policy === "allow") return;
  const running = await docker(io, ["container", "ls", "--quiet", `--filter=label=com.dokku.cron-id=${cron}`]);
  const ids = running.split("\n").filter(Boolean);
  if (!ids.length) return;
  if (policy === "forbid") throw new Exit(1, `${app} currently has a cron lock in place for ${cron}: it still runs`);
  trouble(`Replacing running container for ${cron}`);
  await dockerMaybe(io, ["container", "stop", ...ids]);
}
