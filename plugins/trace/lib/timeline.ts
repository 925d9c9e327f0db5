import { type Io, write } from "hokku";
import { width } from "hokku/terminal";
import type { Request, Step } from "./requests.ts";

/** Below a hundredth of the whole, in ms, a step is only counted. */
const least = ({ ms }: Request): number => Math.max(1, ms / 100);

/** A request as a line for each step: its name, when it ran as a bar, and how long. */
export function showTimeline(request: Request, io: Io): void {
  const { command, app, actor, began, ms, code } = request;
  const about = [command, app, actor !== "default" && `by ${actor}`].filter(Boolean).join(" ");
  const end = code ? `, exit code ${code}` : "";
  write(io, `=====> ${about}, ${began.replace("T", " ").replace(/\..*/, "")} UTC, ${span(ms)}${end}\n`);
  // Where all went well, an exit code was a hook's way to say no.
  const failed = (step: Step) => code !== 0 && step.code !== 0;
  const shown = request.steps.filter((step) => step.ms >= least(request) || failed(step));
  const names = shown.map(nameOf);
  const left = Math.max(20, ...names.map((name) => name.length));
  const room = Math.max(10, Math.min(60, width(io) - left - 18));
  for (const [at, step] of shown.entries())
    write(
      io,
      `       ${(names[at] ?? "").padEnd(left)} ${bar(step, ms, room)} ${span(step.ms).padStart(8)}${failed(step) ? " !" : ""}\n`,
    );
  const short = request.steps.length - shown.length;
  if (short) write(io, `       ${short} more took less than ${span(least(request))} each\n`);
}

const nameOf = ({ plugin, hook, depth }: Step): string => " ".repeat(2 * Math.min(depth, 8)) + `${plugin} ${hook}`.trim();

/** When a step ran, in as many characters as there is room: at least one of them. */
function bar({ at, ms }: Step, all: number, room: number): string {
  const from = Math.min(room - 1, Math.floor((at / all) * room));
  const length = Math.max(1, Math.min(room - from, Math.round((ms / all) * room)));
  return `${" ".repeat(from)}${"█".repeat(length)}`.padEnd(room);
}

const span = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

/** The same for chrome://tracing and Perfetto. Contract: the JSON array of the Trace Event Format; times in microseconds. */
export function chromeTrace(request: Request) {
  const start = Date.parse(request.began);
  const whole = { plugin: "dokku", hook: request.command, at: 0, ms: request.ms, code: request.code };
  return [whole, ...request.steps].map(({ plugin, hook, at, ms, code }) => ({
    name: `${plugin} ${hook}`,
    cat: plugin,
    ph: "X",
    ts: (start + at) * 1000,
    dur: ms * 1000,
    pid: 1,
    tid: 1,
    args: { code },
  }));
}
