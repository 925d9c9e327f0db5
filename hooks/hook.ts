import { dirname, join } from "node:path";
import { type Executable, Exit, type Io, must } from "../core/execute.ts";
import * as core from "../core/trigger.ts";
import type { Triggers } from "./triggers.ts";

const { appendFileSync, chownSync, existsSync, statSync, writeSync } = process.getBuiltinModule("node:fs");

/** The name of every trigger there is. */
export type Trigger = keyof Triggers & string;

/** The arguments of a trigger, by the names that the catalogue gives them. */
export type Arguments<T extends Trigger> = Triggers[T]["args"];

/** What a hook may return: nothing, an exit code, or where its trigger asks for an answer, that. */
export type Returned<T extends Trigger> = Triggers[T]["combine"] extends "answer"
  ? string | number | undefined | void
  : number | undefined | void;

/** A hook in TypeScript: an executable typed by its trigger. It returns, throws `Exit`, or answers an exit code, or a text, which is printed. */
export function hook<T extends Trigger>(
  _name: T,
  act: (io: Io, ...args: Arguments<T>) => Returned<T> | Promise<Returned<T>>,
): Executable {
  return async (args, io) => {
    const returned: string | number | undefined | void = await act(io, ...(args as Arguments<T>));
    if (typeof returned !== "string") return returned ?? undefined;
    write(io, `${returned}\n`);
    return undefined;
  };
}

/** Fires a trigger: its hooks run one after another, their output streams, the first failure ends it with its code. */
export async function trigger<T extends Trigger>(io: Io, name: T, ...args: Arguments<T>): Promise<void> {
  const given = present(args);
  if (name !== "pre-build" && name !== "post-build") return core.trigger(io, name, ...given);
  // Since 0.32 the builder comes first; plugins without a plugin.toml are older and know only the app.
  for (const file of core.hooks(name, io.env))
    await must(file, existsSync(join(dirname(file), "plugin.toml")) ? given : given.slice(1, 2), io);
}

/** Fires a trigger and answers what its hooks printed, without the last newline. They get no stdin. */
export async function answer<T extends Trigger>(io: Io, name: T, ...args: Arguments<T>): Promise<string> {
  return (await core.capture(io, name, ...present(args))).replace(/\n$/, "");
}

const present = (args: readonly (string | undefined)[]): string[] => args.filter((word) => word !== undefined);

/**
 * Writes to stdout, wherever that leads: the user, a capture, stderr when the answer is JSON. All of it is written when this
 * returns, so that a process can end right after. When nobody reads any more the command ends, except inside a deploy.
 */
export function write({ stdout, env }: Io, text: string | Buffer): void {
  if (stdout !== "inherit") return void stdout(text);
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EPIPE" && env.DOKKU_DEPLOYING) return;
      if (code === "EPIPE") throw new Exit(1);
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2);
    }
  }
}

/**
 * Adds a line to a log that several write to, by one write, so that lines never mix. A log that root begins is for the owner of its folder to go
 * on with.
 */
export function appendLine(path: string, line: string): void {
  const isNew = !statSync(path, { throwIfNoEntry: false });
  appendFileSync(path, line, { mode: 0o664 });
  if (!isNew || process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  chownSync(path, uid, gid);
}

/** The app's own folder, which is also its bare git repository. */
export function appRoot(app: string, { DOKKU_ROOT = "" }: Io["env"]): string {
  return join(DOKKU_ROOT, app);
}

/** Whether the app is registered. */
export function isApp(app: string, env: Io["env"]): boolean {
  if (!/^[a-z0-9][^/]*$/.test(app) || app === "tls") return false;
  return statSync(appRoot(app, env), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
