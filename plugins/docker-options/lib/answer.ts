import type { Io } from "hokku";
import { answerOptions } from "hokku/docker-options";
import { inPhase, type Phase } from "./option.ts";
import { optionLines } from "./store.ts";

/** Answers a `docker-args-*` trigger with the stored options, as they are, without those that mean nothing there. */
export function answerStored(io: Io, app: string, phase: Phase, builder = "", processType?: string): void {
  const lines = optionLines(io.env, app, phase, processType).map((line) => inPhase(line, phase, builder));
  answerOptions(io, lines.filter(Boolean));
}
