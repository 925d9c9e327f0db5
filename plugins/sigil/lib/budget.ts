import { Trouble } from "./trouble.ts";

const maxSteps = 5_000_000;
const maxBytes = 64 * 1024 * 1024;
const maxMilliseconds = 20_000;

/** How much one rendering, with all that it includes, may do: a template that runs away stops, the host does not. */
export class Budget {
  private steps = 0;
  private bytes = 0;
  private readonly deadline = performance.now() + maxMilliseconds;

  /** Called for every statement and every turn of a range. */
  step(): void {
    this.steps++;
    if (this.steps > maxSteps) throw new Trouble(`stopped after ${maxSteps} steps: is there an endless loop?`);
    if (this.steps % 64 === 0 && performance.now() > this.deadline)
      throw new Trouble(`stopped after ${maxMilliseconds / 1000} seconds: is there an endless loop?`);
  }

  /** Called for all that is written. */
  write(length: number): void {
    this.bytes += length;
    if (this.bytes > maxBytes) throw new Trouble("stopped: the output is larger than 64 MiB");
  }
}
