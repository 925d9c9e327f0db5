import { Exit, type Io } from "hokku";
import { type Recorded, recorded } from "hokku/recorded";

/** One executable of a request, or one command that it led to; times in ms since the request began. */
export interface Step {
  readonly plugin: string;
  readonly hook: string;
  readonly at: number;
  readonly ms: number;
  readonly code: number;
  /** How many others it ran inside of. */
  readonly depth: number;
}

/** What somebody asked for, with all that it took. */
export interface Request {
  readonly request: string;
  /** In ISO 8601. */
  readonly began: string;
  readonly command: string;
  readonly app: string;
  readonly actor: string;
  readonly ms: number;
  readonly code: number;
  readonly steps: readonly Step[];
}

/** The requests in the log, the newest last; of one app, where it is named. */
export function requests({ env }: Io, app?: string): Request[] {
  const byRequest = Map.groupBy(recorded(env), ({ request }) => request);
  const all = [...byRequest.values()].map(requestOf);
  return all.filter((one) => (!app || one.app === app) && !one.command.startsWith("trace:"));
}

/** The newest request, or a refusal that says why there is none. */
export function newest(io: Io, app?: string): Request {
  const found = requests(io, app).at(-1);
  if (found) return found;
  throw new Exit(1, `Nothing has run ${app ? `for ${app}` : "here"} yet that fired a trigger; a push, for instance, does`);
}

/** The command that began first is what was asked for; all that began while it ran belongs to it. */
function requestOf(lines: readonly Recorded[]): Request {
  const [first, ...others] = lines.toSorted((a, b) => a.began - b.began) as [Recorded, ...Recorded[]];
  const commands = others.map(({ began, ms, command, code }) => ({ plugin: "dokku", hook: command, at: began, ms, code }));
  const hooks = lines.flatMap(({ began, steps }) => steps.map((step) => ({ ...step, at: step.at + began })));
  const steps = [...commands, ...hooks].map((step) => ({ ...step, at: Math.round((step.at - first.began) * 10) / 10 }));
  return {
    request: first.request,
    began: new Date(first.began).toISOString(),
    command: first.command,
    app: lines.find((line) => line.app)?.app ?? "",
    actor: first.actor,
    ms: first.ms,
    code: first.code,
    steps: nested(steps),
  };
}

/** Steps in the order they began, each as deep as there are others around it. */
function nested(steps: readonly Omit<Step, "depth">[]): Step[] {
  const around: number[] = [];
  return steps
    .toSorted((a, b) => a.at - b.at || b.ms - a.ms)
    .map((step) => {
      while (around.length && (around.at(-1) ?? 0) < step.at + step.ms - 0.2) around.pop();
      around.push(step.at + step.ms);
      return { ...step, depth: around.length - 1 };
    });
}
