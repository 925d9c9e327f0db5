import type { Session } from "ssh2";
import { type Ends, environment, isClients } from "./environment.ts";
import { goesOn } from "./goes-on.ts";
import type { Guest } from "./keyring.ts";
import { type Running, runCommand, sayAndClose } from "./run-command.ts";
import type { Shared } from "./shared.ts";
import { type Size, terminalEnv } from "./terminal.ts";

/** One connection of somebody whose key is known. */
export interface Visit {
  readonly guest: Guest;
  /** The name they logged in as. */
  readonly user: string;
  readonly ends: Ends;
  readonly hasRoom: () => Promise<void>;
  readonly running: Set<Running>;
}

/** Answers the requests of one session: variables, a terminal, and one command; everything else is refused. */
export function serveSession(session: Session, visit: Visit, shared: Shared): void {
  const locale: Record<string, string> = {};
  let terminal: Record<string, string> | undefined;
  let running: Running | undefined;
  const start = (accept: () => Parameters<typeof runCommand>[0] | undefined, words: string) => {
    const channel = accept();
    if (!channel) return;
    if (shared.running.size >= shared.atMost)
      return void sayAndClose(channel, `${shared.atMost} commands are running; try again`, 1);
    if (words.includes("\0")) return void sayAndClose(channel, "a NUL byte cannot be part of a command", 2);
    const length = Buffer.byteLength(words);
    if (length > LONGEST)
      return void sayAndClose(channel, `a command of ${length} bytes is too long: ${LONGEST} are the most; ${INSTEAD}`, 2);
    running = runCommand(channel, {
      program: shared.program,
      env: { ...environment(shared.env, visit.guest, visit.ends, visit.user, words), ...locale, ...terminal },
      cwd: shared.env.DOKKU_ROOT ?? "/",
      terminal: terminal !== undefined,
      goesOn: goesOn(words),
      hasRoom: visit.hasRoom,
    });
    shared.began(visit, running, words);
  };
  session.on("env", (accept, _reject, { key, val }: { key: string; val: string }) => {
    if (isClients(key, val)) locale[key] = val;
    accept?.();
  });
  session.on("pty", (accept, reject, { rows, cols, ...info }) => {
    if (!visit.guest.mayHaveTerminal) return reject?.();
    terminal = terminalEnv({ rows, cols }, "term" in info ? String(info.term) : "");
    accept?.();
  });
  session.on("window-change", (accept, _reject, { rows, cols }: Size) => {
    running?.resize({ rows, cols });
    accept?.();
  });
  session.on("signal", (accept, _reject, { name }) => {
    running?.signal(name);
    accept?.();
  });
  session.on("exec", (accept, _reject, { command }) => start(accept, command));
  session.on("shell", (accept) => start(accept, ""));
  session.on("subsystem", (accept, _reject, { name }) => {
    const channel = accept();
    void sayAndClose(channel, `${name} is not served here: this server runs dokku commands and git, nothing else`, 1);
  });
  session.on("close", () => running?.hangUp());
}

/** The kernel gives a program no variable of 128 KiB or more, and the words travel in one. */
const LONGEST = 131_000;
const INSTEAD = "send it on stdin or in a file";
