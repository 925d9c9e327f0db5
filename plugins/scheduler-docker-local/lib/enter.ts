import { Exit, type Io } from "hokku";
import { type Inspected, imageOf } from "hokku/image";
import type { Target } from "hokku/scheduler";
import { isLine } from "hokku/shell-line";
import { attached } from "./attached.ts";
import { docker } from "./docker.ts";
import { shellWords } from "./shell.ts";
import { dyno, type Holder, holders } from "./state.ts";
import { hasTerminal } from "./terminal.ts";

/** Runs a command, or a shell, in a running container of the app, and answers its exit code. */
export async function enter(io: Io, app: string, target: Target, command: readonly string[]): Promise<number> {
  const { id } = chosen(app, holders(app, io.env), target);
  const [facts]: { State: { Running: boolean }; Config: Inspected["Config"] }[] = JSON.parse(
    await docker(io, ["container", "inspect", id]),
  );
  if (!facts?.State.Running) throw new Exit(1, `Container is not running; start it with: dokku ps:start ${app}`);
  const { kind, shell } = imageOf("", { Id: "", Config: facts.Config });
  const exec = kind === "herokuish" ? ["/exec"] : [];
  const where = kind === "pack" ? ["--workdir=/workspace"] : [];
  const terminal = hasTerminal(io) ? ["--tty"] : [];
  const program = command.length ? inShell(command, kind === "herokuish" ? ["/bin/bash", "-c"] : shell) : shellOf(app, io, kind);
  return attached(io, ["container", "exec", "--interactive", ...terminal, ...where, id, ...exec, ...program]);
}

/** One word that is a whole line is the shell's; other words are a program's, as they are. */
const inShell = ([line = "", ...more]: readonly string[], shell: readonly string[]): string[] =>
  !more.length && isLine(line) ? [...shell, line] : [line, ...more];

const shellOf = (app: string, io: Io, kind: string): readonly string[] =>
  kind === "herokuish" ? ["/bin/bash"] : shellWords(app, io);

/** The container behind a target; what cannot be meant is refused with what there is. */
export function chosen(app: string, all: readonly Holder[], { place, id }: Target): Holder {
  if (!all.length) throw new Exit(1, `No containers found for app; deploy it first, or see: dokku ps:report ${app}`);
  const types = [...new Set(all.map(({ type }) => type))];
  if (id) {
    const found = all.filter((holder) => id.length >= 4 && holder.id.startsWith(id));
    if (found[0] && found.length === 1) return found[0];
    const ids = all.map((holder) => holder.id.slice(0, 12));
    throw new Exit(1, `Invalid container id for app: ${id}\nAvailable ids for app (${app}): ${ids.join(" ")}`);
  }
  if (!place && types.length > 1)
    throw new Exit(1, `No container type specified.\nAvailable types for app (${app}): ${types.join(" ")}`);
  const found = all.find((holder) => !place || holder.type === place || dyno(holder) === place);
  if (!found) throw new Exit(1, `No containers found for type '${place}'\nAvailable types for app (${app}): ${types.join(" ")}`);
  return found;
}
