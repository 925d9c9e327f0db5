import { basename, dirname, join, resolve } from "node:path";
import { Exit, exitCode } from "../../../core/execute.ts";
import type { Arguments, Trigger } from "../../../hooks/hook.ts";
import { splitWords } from "../../../hooks/words.ts";
import { readText } from "./files.ts";
import { contents, executable, pluginName } from "./plugin-list.ts";
import { properties } from "./properties.ts";
import { writeServiceCommands } from "./service-commands.ts";

const { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } =
  process.getBuiltinModule("node:fs");

const hokku = join(import.meta.dirname, "../../..");

/** How a program ended and what it printed. */
export interface Ran {
  /** Its exit code; 128 and a signal's number where it was killed. */
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** What a program is given besides its words. */
export interface Given {
  /** Its whole stdin; nothing when left out. */
  readonly input?: string | Buffer;
  /** Added to the root's environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** An app as a test wants to find it. */
export interface AppState {
  /** Its variables, as `config:set` stores them. */
  readonly config?: Readonly<Record<string, string>>;
  /** Its properties, by plugin and key. */
  readonly properties?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What a root holds. */
export interface RootOptions {
  /** The folder of the plugin under test, which is linked into the root as `plugin:link` does. */
  readonly plugin?: string;
  /** What the plugin is called, where that is not its folder's name less `dokku-`. */
  readonly name?: string;
  /** Which of Hokku's own plugins are there: all (when left out), none, or these. */
  readonly plugins?: boolean | readonly string[];
  /** Ours stand among the host's plugins, too, as links, as on an installed host: plugins of some ages source them from there. */
  readonly asHost?: boolean;
  /** Apps, by name; a list where there is nothing to say about them. */
  readonly apps?: readonly string[] | Readonly<Record<string, AppState>>;
  /**
   * Programs that are replaced by ones that write down how they were called, and run a few lines of bash then: `{ docker: "echo abc1234" }`.
   * Beside those named, `docker`, `nginx`, `curl`, `ssh` and `systemctl` are; `false` leaves the machine's own in place.
   */
  readonly programs?: false | Readonly<Record<string, string>>;
  /** After how many milliseconds what is run is ended; a minute when left out. */
  readonly limit?: number;
}

/** One call of a program that was replaced. */
export interface Call {
  readonly program: string;
  readonly words: readonly string[];
}

/** A throw-away root of Hokku: files can be put into it, and the real `dokku` runs against it. */
export interface TestRoot {
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file below the root; one that begins with `#!` is made executable. Answers its path. */
  readonly put: (file: string, text: string) => string;
  /** The text of a file below the root; undefined where there is none. */
  readonly read: (file: string) => string | undefined;
  /** Makes an app. */
  readonly app: (name: string, state?: AppState) => void;
  /** Replaces a program by one that writes down how it was called and then runs these lines of bash. Answers its path. */
  readonly program: (name: string, bash?: string) => string;
  /** How programs that were replaced have been called, in order: all of them, or one. */
  readonly calls: (program?: string) => Call[];
  /** Runs a command, its words in a list or, divided and quoted as for a shell, in one line. */
  readonly dokku: (words: string | readonly string[], given?: Given) => Ran;
  /** Runs a command with `--json` and answers what it printed; throws where that is no JSON. */
  readonly json: (words: string | readonly string[], given?: Given) => unknown;
  /** Runs the hook for a trigger of the plugin under test, and of no other. */
  readonly hook: <T extends Trigger>(name: T, args: Arguments<T>, given?: Given) => Ran;
  /** Fires a trigger: the hooks of all plugins that are there. */
  readonly fire: <T extends Trigger>(name: T, args: Arguments<T>, given?: Given) => Ran;
}

/** What a test of `tap` and one of `node:test` have in common. */
export interface Ending {
  readonly after: (work: () => void) => unknown;
}

/**
 * Makes a root, and removes it when the test ends.
 *
 *     test("greets an app", (t) => {
 *       const root = testRoot(t, { plugin: join(import.meta.dirname, ".."), apps: ["web"] });
 *       assert.equal(root.dokku("greet:hello web").out, "-----> Hello, web\n");
 *     });
 */
export function testRoot(t: Ending, options: RootOptions = {}): TestRoot {
  const made = makeRoot(options);
  // Tried again where somebody who is about to end has still written something.
  t.after(() => rmSync(made.path, { recursive: true, force: true, maxRetries: 20 }));
  return made;
}

/** Makes a root that stays until somebody removes it. */
export function makeRoot({
  plugin,
  name,
  plugins = true,
  asHost = false,
  apps = [],
  programs = {},
  limit = 60_000,
}: RootOptions = {}): TestRoot {
  const path = realpathSync(mkdtempSync(join(process.getBuiltinModule("node:os").tmpdir(), "hokku-test-")));
  const folder = plugin && resolve(plugin);
  const called = folder && (name ?? pluginName(folder));
  layOut(path, plugins, asHost);
  const env: Record<string, string> = {
    PATH: programs ? `${join(path, "bin")}:${process.env.PATH}` : (process.env.PATH ?? ""),
    HOME: join(path, "home"),
    USER: "tester",
    DOKKU_DEFAULTS: join(path, "defaults"),
    DOKKU_ROOT: join(path, "home"),
    DOKKU_LIB_ROOT: join(path, "lib"),
    DOKKU_LOGS_DIR: join(path, "logs"),
    // The real one is asked by its socket, unless another client is wanted.
    ...(programs && { DOCKER_BIN: join(path, "bin/docker") }),
    ...(process.env.NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE }),
  };
  const put: TestRoot["put"] = (file, text) => {
    const target = join(path, file);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    if (text.startsWith("#!")) chmodSync(target, 0o755);
    return target;
  };
  const start = (file: string, words: readonly string[], given: Given = {}): Ran =>
    ran(file, words, { ...given, limit, env: { ...env, ...given.env } });
  const dokku: TestRoot["dokku"] = (words, given) => start(join(hokku, "core/dokku"), listed(words), given);
  const root: TestRoot = {
    path,
    env,
    put,
    read: (file) => readText(join(path, file)),
    app: (app, { config = {}, properties: set = {} } = {}) => {
      mkdirSync(join(path, "home", app), { recursive: true });
      for (const [owner, keys] of Object.entries(set))
        for (const [key, value] of Object.entries(keys))
          properties(owner, { DOKKU_LIB_ROOT: env.DOKKU_LIB_ROOT }).set(app, key, value);
      const pairs = Object.entries(config).map(([key, value]) => `${key}=${value}`);
      const { code, err } = pairs.length ? dokku(["config:set", "--no-restart", app, ...pairs]) : { code: 0, err: "" };
      if (code !== 0) throw new Exit(code, err);
    },
    program: (program, bash = "") => put(join("bin", program), recording(bash)),
    calls: (program) => callsIn(readText(join(path, "calls")) ?? "").filter((call) => !program || call.program === program),
    dokku,
    json: (words, given) => parsed(listed(words), dokku(["--json", ...listed(words)], given)),
    hook: (trigger, args, given) => {
      contents.clear();
      const file = folder && executable(folder, trigger);
      if (!file) throw new Error(`${folder ?? "No plugin is under test, which"} has no hook ${trigger}`);
      return start(join(hokku, "hooks/hokku"), [file, ...present(args)], given);
    },
    fire: (trigger, args, given) => start(join(hokku, "hooks/plugn"), ["trigger", trigger, ...present(args)], given),
  };
  if (folder && called) link(folder, join(path, "lib/plugins/available", called));
  if (folder && called) writeServiceCommands(called, folder);
  if (called) link(join("../available", called), join(path, "lib/plugins/enabled", called));
  for (const [program, bash] of Object.entries(programs ? { ...OUTSIDE, ...programs } : {})) root.program(program, bash);
  for (const [app, state] of Object.entries(isList(apps) ? Object.fromEntries(apps.map((app) => [app, {}])) : apps))
    root.app(app, state);
  return root;
}

/** What a test must not reach by accident. */
const OUTSIDE = { docker: "", nginx: "", curl: "", ssh: "", systemctl: "" };

function layOut(path: string, plugins: boolean | readonly string[], asHost: boolean): void {
  const folders = ["home", "lib/plugins/available", "lib/plugins/enabled", "lib/core-plugins", "lib/config", "lib/data", "logs"];
  for (const folder of [...folders, "lib/node_modules"]) mkdirSync(join(path, folder), { recursive: true });
  symlinkSync(hokku, join(path, "lib/node_modules/hokku"));
  const ours = join(hokku, "plugins");
  const names = isList(plugins) ? plugins : plugins ? readdirSync(ours).filter((name) => name !== "README.md") : [];
  for (const tree of ["available", "enabled"]) {
    const target = join(path, "lib/core-plugins", tree);
    if (plugins === true) symlinkSync(ours, target);
    if (isList(plugins)) mkdirSync(target);
    if (isList(plugins)) for (const name of plugins) symlinkSync(join(ours, name), join(target, name));
    if (asHost)
      for (const name of names) symlinkSync(join("../../core-plugins", tree, name), join(path, "lib/plugins", tree, name));
  }
  const sourced = names.filter((name) => asHost && existsSync(join(ours, name, "functions")));
  for (const name of sourced) symlinkSync(join("../core-plugins/enabled", name), join(path, "lib/plugins", name));
}

/** A plugin may be called as one of ours, whose place it takes. */
function link(target: string, place: string): void {
  rmSync(place, { force: true });
  symlinkSync(target, place);
}

const isList = (value: unknown): value is readonly string[] => Array.isArray(value);

const listed = (words: string | readonly string[]): readonly string[] => (isList(words) ? words : splitWords(words as string));

const present = (args: readonly (string | undefined)[]): string[] => args.filter((word) => word !== undefined);

const recording = (bash: string): string =>
  `#!/usr/bin/env bash\nsource '${hokku}/plugins/common/lib/write-down-call'\n${bash}\n`;

/** Reads what `write-down-call` has written. */
function callsIn(text: string): Call[] {
  const [count, program, ...rest] = text.split("\0");
  if (!count || program === undefined) return [];
  return [{ program, words: rest.slice(0, Number(count)) }, ...callsIn(rest.slice(Number(count)).join("\0"))];
}

function parsed(words: readonly string[], { code, out, err }: Ran): unknown {
  try {
    return JSON.parse(out);
  } catch {
    throw new Error(`dokku ${words.join(" ")} printed no JSON, but ended with ${code}: ${out}${err}`);
  }
}

/** Runs a program to its end, which comes after `limit` milliseconds at the latest. */
export function ran(
  file: string,
  words: readonly string[],
  {
    limit = 60_000,
    input = "",
    ...given
  }: { limit?: number; input?: string | Buffer; env: Record<string, string>; cwd?: string },
): Ran {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  const { status, signal, stdout, stderr, error } = spawnSync(file, words, {
    ...given,
    input,
    encoding: "utf8",
    timeout: limit,
    maxBuffer: 64 * 1024 * 1024,
  });
  const late = error && "code" in error && error.code === "ETIMEDOUT" ? `${basename(file)} did not end within ${limit} ms\n` : "";
  if (error && status === null && !signal) throw error;
  return { code: exitCode(status, signal), out: stdout, err: `${stderr}${late}` };
}
