import type { Io } from "../../../core/execute.ts";

/**
 * The docker options of every container (`run`) or every image build (`build`) of this host, as words.
 * Contract: Dokku's `DOKKU_GLOBAL_RUN_ARGS` and `DOKKU_GLOBAL_BUILD_ARGS`, which it splits at blanks and nothing else: quotes are
 * bytes like any others.
 */
export const globalArgs = ({ env }: Pick<Io, "env">, of: "run" | "build"): string[] =>
  ((of === "run" ? env.DOKKU_GLOBAL_RUN_ARGS : env.DOKKU_GLOBAL_BUILD_ARGS) ?? "").split(/\s+/).filter(Boolean);
