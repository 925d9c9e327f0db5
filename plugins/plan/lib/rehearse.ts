import { spawn } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { detail, Exit, exitCode, headline, type Io, step } from "hokku";
import { engineSocket, SOCKET } from "hokku/endpoint";
import { readText } from "hokku/files";
import { whyNotPlanned } from "hokku/plannable";
import { type Recorded, recorded } from "hokku/recorded";
import { type Asked, standIn } from "./stand-in.ts";

const { mkdirSync, mkdtempSync, rmSync } = process.getBuiltinModule("node:fs");

/** What a command would do. */
export interface Plan {
  /** Which hooks would run, in order. */
  readonly hooks: readonly { readonly plugin: string; readonly hook: string }[];
  /** What Docker would be asked to change, in order. */
  readonly docker: readonly Asked[];
  /** How programs would be called that act on the host, one line each. */
  readonly programs: readonly string[];
  /** Files and folders that would be other than they are; a folder that is new, or would be gone, stands for all that is in it. */
  readonly files: readonly { readonly does: "create" | "change" | "remove"; readonly path: string }[];
}

/**
 * Lets a command run where nothing of what it does counts, and answers what that was: files below the folders of apps and plugins are written
 * beside them, Docker's engine is asked for what it has and never for a change, there is no network, and no process can be
 * signalled but its own. What it says as it fails is thrown with its exit code.
 */
export async function rehearse(io: Io, words: readonly string[]): Promise<Plan> {
  const why = whyNotPlanned(words[0] ?? "", io.env);
  if (why) throw new Exit(2, why);
  const folder = mkdtempSync(join(tmpdir(), "hokku-plan-"));
  try {
    const engine = await standIn(join(folder, "engine.sock"), engineSocket(io.env));
    const { code, said } = await onStage(io, folder, words).finally(engine.close);
    if (said.startsWith("unshare: ")) throw new Exit(1, `${NO_STAGE} (${said.trim()})`);
    if (code !== 0) throw new Exit(code, said.trim().replace(/^\s*!\s+/gm, "") || `it would end with exit code ${code}`);
    return planFrom(folder, engine.asked);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Shows it to a person. */
export function showPlan({ docker, programs, files, hooks }: Plan, io: Io): void {
  headline(io, "This would be done, and nothing of it was");
  const lines = {
    Docker: docker.map(({ does, what }) => `${does} ${what}`),
    Programs: programs,
    Files: files.map(({ does, path }) => `${does} ${path}`),
    Hooks: hooks.map(({ plugin, hook }) => `${plugin} ${hook}`),
  };
  for (const [title, rows] of Object.entries(lines)) {
    if (rows.length) step(io, title);
    for (const row of rows) detail(io, row);
  }
}

const NO_STAGE =
  "This host's kernel gives its users no namespaces, without which nothing can be planned; on Ubuntu: sysctl kernel.apparmor_restrict_unprivileged_userns=0";

/** Its id among the requests that are written down. */
const REQUEST = "plan";

async function onStage(io: Io, folder: string, words: readonly string[]): Promise<{ code: number; said: string }> {
  const { DOKKU_ROOT = "", DOKKU_LIB_ROOT = "", HOKKU_PATH = "" } = io.env;
  const socket = engineSocket(io.env) ?? SOCKET;
  const dokku = [join(HOKKU_PATH, "core/dokku"), ...words];
  const stage = [join(import.meta.dirname, "stage"), folder, socket, DOKKU_ROOT, DOKKU_LIB_ROOT, "--", ...dokku];
  const apart = ["--mount", "--net", "--ipc", "--pid", "--fork", "--kill-child"];
  const asUser = process.getuid?.() === 0 ? [] : ["--user", "--map-current-user", "--keep-caps"];
  for (const name of ["tmp", "logs"]) mkdirSync(join(folder, name));
  // Without the command it is asked by, it is judged as if it came by itself.
  const { SSH_ORIGINAL_COMMAND: _, DOCKER_CONTEXT: __, DOKKU_PID: ___, ...env } = io.env;
  const given = {
    ...env,
    DOCKER_HOST: `unix://${join(folder, "engine.sock")}`,
    DOCKER_BUILDKIT: "0",
    TMPDIR: join(folder, "tmp"),
    DOKKU_LOGS_DIR: join(folder, "logs"),
    HOKKU_REQUEST: REQUEST,
    HOKKU_PLAN: "1",
    HOKKU_NO_WAIT: "1",
    DOKKU_APPS_FORCE_DELETE: "1",
  };
  const child = spawn("setpriv", ["--pdeathsig", "KILL", "unshare", ...apart, ...asUser, "--", ...stage], {
    cwd: "/",
    env: given,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout.resume();
  child.stderr.on("data", (chunk: Buffer) => {
    said = `${said}${chunk}`.slice(-10_000);
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject).on("close", (code, signal) => resolve({ code: exitCode(code, signal), said }));
  });
}

/** What happened on stage, without what comes of its being one. */
function planFrom(folder: string, docker: readonly Asked[]): Plan {
  const lines = recorded({ DOKKU_LOGS_DIR: join(folder, "logs") }).filter(({ request }) => request === REQUEST);
  const changes = (readText(join(folder, "changes")) ?? "").split("\0").filter(Boolean);
  const files = changes.flatMap((change) => {
    const [, does, path = ""] = /^(create|change|remove) (.*)$/s.exec(change) ?? [];
    return does && !PASSING.test(path) ? [{ does: does as "create" | "change" | "remove", path }] : [];
  });
  return {
    hooks: hooksIn(lines),
    docker,
    programs: (readText(join(folder, "programs")) ?? "")
      .split("\n")
      .flatMap((line) => (TESTS.test(line) ? [] : line.trim() || [])),
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
  };
}

/** The hooks among what ran, in the order they began, without who decides whether the command is allowed. */
export function hooksIn(lines: readonly Recorded[]): { plugin: string; hook: string }[] {
  return lines
    .flatMap(({ command, began, steps }) => {
      const hooks = steps.filter(
        ({ plugin, hook }) => plugin && hook !== "user-auth" && ![`${plugin}:${hook}`, plugin].includes(command),
      );
      return hooks.map((step) => ({ ...step, at: began + step.at }));
    })
    .sort((a, b) => a.at - b.at)
    .map(({ plugin, hook }) => ({ plugin, hook }));
}

/** nginx is asked what it thinks of a file. */
const TESTS = /nginx (.* )?-t /;

/** What every command writes: locks, and what Node keeps compiled. */
const PASSING = /\/([^/]*\.(lock|line)|data\/(locks|compile-cache)(\/.*)?)$/;
