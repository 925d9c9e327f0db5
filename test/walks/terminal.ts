import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { PATIENCE_FOR_ALL } from "../lib/patience.ts";

/** A reader's login shell on a machine. It stays open, so that a block finds the folder and the variables the one before has left. */
export class Terminal {
  readonly #shell: ChildProcess;
  #seen = "";

  constructor(machine: string, user: string) {
    this.#shell = spawn("docker", ["exec", "--interactive", machine, "su", "--login", user], { stdio: ["pipe", "pipe", "pipe"] });
    for (const stream of [this.#shell.stdout, this.#shell.stderr])
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.#seen += text;
      });
    this.#type(`trap '[[ $BASH_COMMAND == "eval "* ]] || walk_trouble+="exit code $?: $BASH_COMMAND"$'"'\\n'"'' ERR`);
  }

  /** Runs a block as if it were pasted. Answers what it printed, and each command in it that failed. */
  async paste(script: string): Promise<{ printed: string; trouble: string }> {
    const mark = `walk ${randomUUID()}`;
    this.#seen = "";
    this.#type(`walk_trouble=; eval ${quoted(script)} </dev/null 2>&1`);
    this.#type(`printf '%s\\n' '${mark}' "$walk_trouble" '${mark}'`);
    const until = Date.now() + PATIENCE_FOR_ALL;
    while (this.#seen.split(mark).length < 3) {
      if (this.#shell.exitCode !== null) return { printed: this.#seen, trouble: `the shell ended with ${this.#shell.exitCode}` };
      if (Date.now() > until) return { printed: this.#seen, trouble: "it did not end" };
      await new Promise((go) => setTimeout(go, 50));
    }
    const [printed = "", trouble = ""] = this.#seen.split(`${mark}\n`);
    return { printed, trouble: trouble.trim() };
  }

  close(): void {
    this.#shell.kill();
  }

  #type(line: string): void {
    this.#shell.stdin?.write(`${line}\n`);
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
