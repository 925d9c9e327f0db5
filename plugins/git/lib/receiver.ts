import { once } from "node:events";
import type { Socket } from "node:net";
import { Exit, type Io, trigger } from "hokku";
import { appRoot } from "hokku/apps";
import { run } from "hokku/run";

const { closeSync, constants, fstatSync, openSync, readFileSync } = process.getBuiltinModule("node:fs");

/**
 * Lets git receive, and does here what its pre-receive hook is to do: no second Node has to start, and what a deploy loads is there when
 * git has unpacked what came. `hooks/pre-receive` finds a socket as its descriptor 3 and says its number; this process takes over its
 * environment, its stdin and what it speaks through, descriptor 4, and answers an exit code. The deploy goes on where git ends before it,
 * as its client has gone.
 */
export async function receiveHere(io: Io, app: string): Promise<number> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const env = { ...io.env, HOKKU_RECEIVER: String(process.pid) };
  const git = spawn("git", receivePackWords(app, io.env), { cwd: io.cwd, env, stdio: [0, 1, 2, "pipe"] });
  const socket = git.stdio[3] as Socket;
  let deployed: Promise<void> | undefined;
  socket
    .on("error", () => {})
    .on("data", (pid) => {
      deployed ??= inPlaceOf(io, app, `/proc/${Number(pid)}`).then((code) => void socket.write(`${code}\n`));
    });
  const [[code]] = await Promise.all([once(git, "exit"), load(io.env)]);
  await deployed;
  socket.destroy(); // git may have left somebody behind to tidy up, who holds the other end
  return code ?? 1;
}

/** Words of git that let it receive; push options, as `-o no-wait`, are taken by who offers them. */
export const receivePackWords = (app: string, env: Io["env"]): string[] => [
  "-c",
  "receive.advertisePushOptions=true",
  "receive-pack",
  appRoot(app, env),
];

/** Loads what a deploy needs, beside git, which was to start at once. */
async function load(env: Io["env"]): Promise<void> {
  const [{ warm }] = await Promise.all([import("hokku/deploy/warm"), import("./push.ts")]);
  await warm(env, "receive");
  await warm(env, "build");
}

/** Whether this process may give away its stdout and stderr: a terminal would go on being written to. */
export const canReceiveHere = (): boolean => [1, 2].every((descriptor) => !fstatSync(descriptor).isCharacterDevice());

/** Does what the hook is for that is this process, a folder in /proc, and answers its exit code. */
async function inPlaceOf(io: Io, app: string, hook: string): Promise<number> {
  let inside: Io = { ...io, cwd: appRoot(app, io.env), stdin: Buffer.alloc(0) };
  try {
    const { HOKKU_RECEIVER, ...env } = environmentIn(hook);
    inside = { ...inside, env: { ...env, DOKKU_COMMAND: "git-hook", DOKKU_PID: hook.slice(6) } };
    const { receivePush } = await import("./push.ts");
    const pushed = readFileSync(`${hook}/fd/0`);
    speakThrough(`${hook}/fd/4`);
    await trigger(inside, "user-auth", env.SSH_USER ?? "", env.SSH_NAME ?? "", "git-hook", app);
    return await receivePush([app], { ...inside, stdin: pushed });
  } catch (error) {
    await run(Object.assign(inside, { error }), `${io.env.HOKKU_PATH}/hooks/failed.ts`, ["git-hook", app]);
    return error instanceof Exit ? error.code : 1;
  } finally {
    speakThrough("/dev/null");
  }
}

/** The variables that a process was started with. */
const environmentIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readFileSync(`${folder}/environ`, "utf8")
      .split("\0")
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );

/** What this process and the programs it starts say goes there from now on. */
function speakThrough(path: string): void {
  const there = openSync(path, constants.O_WRONLY);
  for (const descriptor of [1, 2]) {
    closeSync(descriptor);
    openSync(path, constants.O_WRONLY); // takes the lowest number that is free, which is the one just closed
  }
  closeSync(there);
}
