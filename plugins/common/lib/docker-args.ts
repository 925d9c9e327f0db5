import type { Io } from "../../../core/execute.ts";
import { answer } from "../../../hooks/hook.ts";
import { splitWords } from "../../../hooks/words.ts";

/** What of an app a container or image is made for. */
export interface Made {
  readonly app: string;
  readonly phase: "build" | "deploy" | "run";
  /** Image tag, for deploy and run. */
  readonly tag?: string;
  /** Kind of image (`dockerfile`, `herokuish`, ...), and for builds the builder. */
  readonly builder: string;
  readonly processType?: string;
  readonly index?: number;
}

/**
 * The docker options all plugins want for it, as words. Contract: `docker-args` (2013), `docker-args-<phase>` (0.3.14)
 * and `docker-args-process-<phase>` (0.15) print options as shell text; quotes count, nothing is expanded. Long options with one
 * dash (`-link`) get the second.
 */
export async function dockerArgs(
  io: Io,
  { app, phase, tag = "latest", builder, processType = "_all_", index = 1 }: Made,
): Promise<string[]> {
  const texts = [await answer(io, "docker-args", app, phase)];
  if (phase === "build") {
    texts.push(await answer(io, "docker-args-build", app, builder));
    texts.push(await answer(io, "docker-args-process-build", app, builder));
  } else if (phase === "run") {
    texts.push(await answer(io, "docker-args-run", app, tag));
    texts.push(await answer(io, "docker-args-process-run", app, builder, tag));
  } else {
    texts.push(await answer(io, "docker-args-deploy", app, tag, processType, String(index)));
    texts.push(await answer(io, "docker-args-process-deploy", app, builder, tag, processType, String(index)));
  }
  return texts.flatMap(splitWords).map((word) => (LONG_OF_OLD.test(word) ? `-${word}` : word));
}

/** Options that docker took with one dash until 1.10, and plugins of that time, and what they stored, still write so. */
const LONG_OF_OLD =
  /^-(attach|cap-add|cap-drop|cidfile|cpu-shares|cpuset|device|dns|entrypoint|env|env-file|expose|hostname|link|memory|name|net|privileged|publish|publish-all|restart|tty|user|volume|volumes-from|workdir)(=|$)/;
