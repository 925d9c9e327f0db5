import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Test } from "tap";
import { PATIENCE, until } from "../lib/patience.ts";
import { checkout, type Ran, type Root, ran, root } from "../lib/root.ts";

const BASE = "hokku/test-busybox";
const PROGRAMS = ["sh", "httpd", "sleep", "cat", "echo", "env", "ls", "kill", "true", "false", "printf", "test"];

/** Runs the real docker and answers what it printed. */
export const docker = (...words: string[]): string =>
  execFileSync("docker", words, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

/** Makes the smallest image that can serve HTTP and run a shell, from the host's static busybox. */
export function baseImage(): string {
  if (docker("images", "--quiet", BASE)) return BASE;
  const busybox = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  if (!busybox) throw new Error("these tests need a static busybox; run: apt-get install busybox-static");
  const folder = mkdtempSync(join(tmpdir(), "hokku-busybox-"));
  for (const name of ["bin", "tmp", "www"]) mkdirSync(join(folder, name));
  copyFileSync(busybox, join(folder, "bin/busybox"));
  for (const name of PROGRAMS) symlinkSync("busybox", join(folder, "bin", name));
  execFileSync("sh", ["-c", `tar -C "$1" -c . | docker import - "$2"`, "sh", folder, BASE]);
  rmSync(folder, { recursive: true });
  return BASE;
}

/** Old containers may go at once; no proxy but the port proxy, on an address of its own. */
export const settled = (t: Test): Root => {
  const r = root(t);
  r.put("lib/config/checks/--global/wait-to-retire", "0");
  r.put("lib/config/checks/--global/default-wait", "1");
  r.put("lib/config/proxy/--global/type", "port-proxy");
  t.teardown(() => r.dokku(["port-proxy:stop"]));
  return r;
};

/** An app made without git: an image and a folder. What it serves is its `text`. */
export interface App {
  readonly name: string;
  /** Builds the image anew: another text, another command. */
  readonly build: (text: string, options?: { command?: readonly string[]; procfile?: string; appJson?: object }) => void;
  readonly deploy: (env?: Record<string, string>) => Promise<Ran>;
  /** Text that answers at the address the proxy would use, or the error. */
  readonly get: (index?: number) => Promise<string>;
  readonly state: () => Record<string, string>;
  /** Names of its containers, sorted. */
  readonly containers: () => string[];
  /** Removes its old containers, after whoever a deploy of before has left to do the same. */
  readonly retire: () => Promise<Ran>;
}

/** Removes what Docker has of an app when the test ends. */
export function gone(t: Test, name: string): void {
  t.teardown(() => {
    const ids = docker("ps", "--all", "--quiet", `--filter=label=com.dokku.app-name=${name}`).split("\n").filter(Boolean);
    // What a deploy has left to remove old containers may be at it now: one that is gone already is gone.
    spawnSync("docker", ["rm", "--force", "--volumes", ...ids]);
    removeImages(name);
  });
}

/** Removes all images of an app: the current one, and those that its releases have kept. */
export function removeImages(name: string): void {
  const tags = docker("images", "--format={{.Repository}}:{{.Tag}}", `dokku/${name}`).split("\n").filter(Boolean);
  spawnSync("docker", ["rmi", "--force", ...tags]);
}

/** Makes an app of a name nobody else has; all that is left of it goes when the test ends. */
export function app(t: Test, root: Root, hint: string): App {
  const name = `t${process.pid}-${hint}`;
  mkdirSync(join(root.path, "home", name), { recursive: true });
  gone(t, name);
  const state = () => {
    const folder = join(root.path, "home", name);
    const files = readdirSync(folder).filter((file) => /^(CONTAINER|IP|PORT|LISTEN)\./.test(file));
    return Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8").trim()]));
  };
  return {
    name,
    build: (text, { command = HTTPD, procfile, appJson } = {}) => {
      const lines = [
        `FROM ${baseImage()}`,
        `RUN echo ${text} > /www/index.html`,
        "LABEL com.dokku.image-stage=release",
        `CMD ${JSON.stringify(command)}`,
      ];
      execFileSync("docker", ["build", "--quiet", "--tag", `dokku/${name}:latest`, "-"], {
        input: `${lines.join("\n")}\n`,
        stdio: ["pipe", "ignore", "ignore"],
      });
      if (procfile) root.put(`lib/data/ps/${name}/Procfile`, procfile);
      if (appJson) root.put(`lib/data/app-json/${name}/app.json`, JSON.stringify(appJson));
    },
    deploy: (env) => start(root, "hooks/plugn", ["trigger", "scheduler-deploy", "docker-local", name, "latest"], { env }).done,
    get: async (index = 1) => {
      const { [`IP.web.${index}`]: ip, [`PORT.web.${index}`]: port, [`LISTEN.web.${index}`]: published } = state();
      const [own, outside] = [await text(`http://${ip}:${port}/`), await text(`http://${published}/`)];
      return own === outside ? own : `${own} by its own address, ${outside} by the host's`;
    },
    state,
    containers: () =>
      docker("ps", "--all", `--filter=label=com.dokku.app-name=${name}`, "--format={{.Names}}")
        .split("\n")
        .filter(Boolean)
        .sort(),
    retire: () =>
      until(() => {
        const ran = root.dokku(["ps:retire", name]);
        return ran.code !== LOCKED && ran;
      }),
  };
}

/** How `ps:retire` ends while another one is at it. */
const LOCKED = 137;

const HTTPD = ["/bin/httpd", "-f", "-p", "5000", "-h", "/www"];

/** What a URL answers, or what kept it from it. */
export async function text(url: string): Promise<string> {
  return fetch(url, { signal: AbortSignal.timeout(PATIENCE), headers: { connection: "close" } }).then(
    async (response) => (await response.text()).trim(),
    (error: unknown) => `error: ${error instanceof Error ? error.message : error}`,
  );
}

/** Starts a program of the checkout beside the test. */
export function start(
  { env }: Root,
  file: string,
  words: readonly string[],
  options: { env?: Record<string, string> | undefined } = {},
): { child: ChildProcess; done: Promise<Ran> } {
  const child = spawn(join(checkout, file), [...words], { env: { ...env, ...options.env }, stdio: ["ignore", "pipe", "pipe"] });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (chunk) => {
    printed.out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    printed.err += chunk;
  });
  const done = new Promise<Ran>((resolve) =>
    child.on("exit", (code) => setTimeout(() => resolve({ code: code ?? -1, ...printed }), 50)),
  );
  return { child, done };
}

/** Fires a trigger as a plugin in bash would. */
export const fire = ({ env }: Root, ...words: string[]): Ran =>
  ran(join(checkout, "hooks/plugn"), ["trigger", ...words], { env: { ...env } });

/** A docker client that kills whoever started it with SIGKILL when its words match, before or after it has done its work. */
export function deadlyDocker(root: Root): (match: string, when?: "before" | "after") => Record<string, string> {
  const path = root.put(
    "bin/deadly-docker",
    `#!/usr/bin/env bash
if [[ " $* " == *"$DEADLY_MATCH"* && $DEADLY_WHEN == before ]]; then kill -9 "$PPID"; exit 1; fi
docker "$@"; code=$?
if [[ " $* " == *"$DEADLY_MATCH"* ]]; then kill -9 "$PPID"; fi
exit "$code"
`,
  );
  return (match, when = "before") => ({ DOCKER_BIN: path, DEADLY_MATCH: match, DEADLY_WHEN: when });
}
