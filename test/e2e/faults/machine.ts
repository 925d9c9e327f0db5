import { type ChildProcess, fork, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Test } from "tap";
import { until } from "../../lib/patience.ts";
import { checkout, type Ran, type Root, root } from "../../lib/root.ts";
import { type WorkingCopy, workingCopy } from "../../lib/working-copy.ts";
import { baseImage, docker } from "../apps.ts";
import type { Counts } from "./client.ts";
import { killAllBut, MARK } from "./kill.ts";

/**
 * Runs this file again where it disturbs nobody and whatever it starts ends with it: with a network, processes and mounts of its own. Its
 * files, and those of its Docker engine, are on a disk in memory of `size` MB.
 */
export function alone(file: string, size = 1024): void {
  if (process.env.HOKKU_TEST_ALONE === "1") return;
  const path = mkdtempSync(join(tmpdir(), "hokku-faults-"));
  const script = `set -e
ip link set lo up
mount -t tmpfs -o "size=$1m" tmpfs "$TMPDIR"
mount -t tmpfs tmpfs /run
mkdir -p "$TMPDIR/docker" /var/lib/docker
mount --bind "$TMPDIR/docker" /var/lib/docker
shift
"$@"
exit 0 # so that bash is not replaced, and collects those whose parents have gone`;
  const words = ["--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child", "bash", "-c", script, "alone", `${size}`];
  const { DOCKER_HOST, DOCKER_CONTEXT, ...env } = process.env;
  const given = { ...env, HOKKU_TEST_ALONE: "1", TMPDIR: path };
  const { status } = spawnSync("unshare", [...words, process.execPath, file], { stdio: "inherit", env: given });
  rmSync(path, { recursive: true });
  process.exit(status ?? 1);
}

/** How many moments of a push are tried, but for the death of the push itself. */
export const POINTS = Math.min(20, Number(process.env.HOKKU_FAULT_POINTS) || 20);

/** How a push ended. */
export interface Push extends Ran {
  /** From its start, in ms. */
  readonly took: number;
}

/** A host with an engine, an nginx and one app of a web and a worker, and somebody who asks for its page the whole time. */
export interface Machine {
  readonly host: Root;
  readonly app: string;
  readonly copy: WorkingCopy;
  /** Ends dockerd by SIGKILL; what it answers starts it again. */
  readonly killEngine: () => Promise<() => Promise<void>>;
  /** Ends all processes of the host in the same way, those of pushes too; what it answers boots it: the engine, then nginx. */
  readonly killHost: () => Promise<() => Promise<void>>;
  readonly dokku: (...words: string[]) => Ran;
  /** Commits an app that answers with this page, and begins to push it; all that it starts on the host carries the mark. */
  readonly push: (page: string, mark?: string, app?: string) => { began: number; said: () => string; done: Promise<Push> };
  /** What the client has got since it was last asked. */
  readonly take: () => Promise<Counts>;
  /** The same, once it has got at least so many more answers. */
  readonly takeAfter: (answers: number) => Promise<Counts>;
  readonly journal: () => { phase?: string };
  /** Whether a deploy is about to switch, or switches, as its journal tells; asked whenever that changes. */
  readonly onSwitch: (act: (isSwitching: boolean) => void) => () => void;
}

const CONTAINERD = "/run/containerd/containerd.sock";

/** Starts containerd, which is a service of its own on Debian and Ubuntu. */
async function startContainerd(): Promise<void> {
  rmSync(CONTAINERD, { force: true });
  const words = ["--root", join(tmpdir(), "containerd"), "--state", "/run/containerd", "--address", CONTAINERD];
  spawn("containerd", words, { stdio: "ignore", detached: true }).unref();
  await until(() => existsSync(CONTAINERD));
}

/** Starts dockerd, and waits until it answers; what comes back ends it at once. */
async function startEngine(): Promise<() => Promise<unknown>> {
  const engine = spawn("dockerd", [`--containerd=${CONTAINERD}`], { stdio: "ignore", detached: true });
  engine.unref();
  await until(() => spawnSync("docker", ["info"], { stdio: "ignore" }).status === 0);
  return async () => {
    engine.kill("SIGKILL");
    await once(engine, "exit");
  };
}

/** What an app of this page is made of; both its processes are of one release, as their image is. */
const filesOf = (page: string) => ({
  Dockerfile: `FROM ${baseImage()}\nRUN echo "${page}" >/www/index.html\nRUN echo "${page}" >/www/worker\n`,
  Procfile: "web: httpd -f -p $PORT -h /www\nworker: sleep 100000\n",
});

/** Makes the machine; it ends with the test. The client asks by so many loops of new and of kept connections. */
export async function machine(t: Test, loops: Parameters<typeof client>[2] = {}): Promise<Machine> {
  await startContainerd();
  let endEngine = await startEngine();
  const killEngine = async () => {
    await endEngine();
    return async () => {
      endEngine = await startEngine();
    };
  };
  baseImage();
  const host = root(t);
  chmodSync(host.path, 0o755); // the workers of nginx show pages of it
  const conf = host.put(
    "nginx/nginx.conf",
    `pid ${host.path}/nginx/pid;\nerror_log ${host.path}/nginx/error.log;\nworker_processes 2;\nevents {}\nhttp { include conf.d/*.conf; }\n`,
  );
  host.put("defaults", `export HOKKU_NGINX_CONF=${conf}\n`);
  host.put("lib/config/nginx/--global/access-log-path", "off");
  host.put("lib/config/nginx/--global/error-log-path", join(host.path, "nginx/error.log"));
  // Where little is left, a push is refused before it has begun: another test's subject.
  host.put("lib/config/builds/--global/min-free", "0");
  host.put("lib/config/checks/--global/wait-to-retire", "0");
  host.put("lib/config/checks/--global/default-wait", "0");
  const dokku = (...words: string[]) => host.dokku(words);
  const pushers = new Set<ChildProcess>();
  dokku("plugin:trigger", "install");
  const app = "web";
  const copy = workingCopy(t, host, app);
  copy.env.GIT_SSH = host.put(
    "bin/ssh-marked",
    `#!/usr/bin/env bash\nexport ${MARK}="$TEST_MARK_OF_PUSH" SSH_ORIGINAL_COMMAND="\${!#}"\nexec ${checkout}/core/dokku\n`,
  );
  dokku("apps:create", app);
  dokku("domains:set", app, "web.test");
  dokku("ps:scale", "--skip-deploy", app, "web=1", "worker=1");
  const push: Machine["push"] = (page, mark = "", to = app) => {
    const commit = copy.commit(filesOf(page));
    const began = performance.now();
    const env = { ...copy.env, TEST_MARK_OF_PUSH: mark };
    const client = spawn("git", ["push", `dokku@host:${to}`, `${commit}:refs/heads/main`], {
      cwd: copy.path,
      env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    pushers.add(client);
    let err = "";
    client.stderr.on("data", (chunk) => {
      err += chunk;
    });
    const done = once(client, "close").then(([code]) => {
      pushers.delete(client);
      return { code, out: "", err, took: performance.now() - began };
    });
    return { began, said: () => err, done };
  };
  const first = await push("first").done;
  if (first.code) throw new Error(first.err);
  const { take, takeAfter, pid } = client(t, "http", loops);
  const killHost = async () => {
    killAllBut([pid, ...Array.from(pushers, (pusher) => pusher.pid)]);
    await endEngine();
    rmSync("/run/docker.pid", { force: true }); // a boot finds none
    return async () => {
      await startContainerd();
      endEngine = await startEngine();
      spawnSync("/usr/sbin/nginx", ["-c", conf], { stdio: "ignore" });
    };
  };
  const file = join(host.path, "lib/data/scheduler-docker-local", app, "deploy.json");
  const journal = () => {
    try {
      return JSON.parse(readFileSync(file, "utf8"));
    } catch {
      return {}; // none, or none any more
    }
  };
  const onSwitch: Machine["onSwitch"] = (act) => {
    let before = false;
    const watching = watch(join(file, ".."), () => {
      const now = existsSync(file) && journal().phase === "switching";
      if (now !== before) act(now);
      before = now;
    });
    return () => watching.close();
  };
  return { host, app, copy, killEngine, killHost, dokku, push, take, takeAfter, journal, onSwitch };
}

/** Starts somebody who asks for the app's page the whole time, by so many loops of new and of kept connections. */
export function client(
  t: Test,
  scheme: "http" | "https",
  { fresh = 3, kept = 0, rest = 5 },
): Pick<Machine, "take" | "takeAfter"> & { readonly pid: number | undefined } {
  const asking = fork(join(import.meta.dirname, "client.ts"), [scheme, "web.test", `${fresh}`, `${kept}`, `${rest}`]);
  t.teardown(() => asking.disconnect());
  const take = async (): Promise<Counts> => {
    asking.send("take");
    const [counts] = await once(asking, "message");
    return counts;
  };
  const takeAfter = async (answers: number) => {
    const all = none();
    await until(async () => {
      add(all, await take());
      return sum(all.pages) + sum(all.failures) >= answers;
    });
    return all;
  };
  return { take, takeAfter, pid: asking.pid };
}

export const none = (): Counts => ({ pages: {}, failures: {}, resets: 0 });

/** Adds what came of requests to what came of those before. */
export function add(all: Counts, more: Counts): void {
  for (const kind of ["pages", "failures"] as const)
    for (const [what, count] of Object.entries(more[kind])) all[kind][what] = (all[kind][what] ?? 0) + count;
  all.resets += more.resets;
}

export const sum = (counts: Readonly<Record<string, number>> | readonly number[]): number =>
  Object.values(counts).reduce((a, b) => a + b, 0);

/** Ids of images of the containers that hold the app's places. Contract: `$DOKKU_ROOT/<app>/CONTAINER.<type>.<n>`. */
export function releasesServing({ host, app }: Machine): string[] {
  const home = join(host.path, "home", app);
  const files = readdirSync(home).filter((name) => name.startsWith("CONTAINER."));
  const ids = files.map((name) => readFileSync(join(home, name), "utf8").trim());
  return [
    ...new Set(
      docker("inspect", "--format={{.Image}}", ...ids)
        .split("\n")
        .filter(Boolean),
    ),
  ];
}
