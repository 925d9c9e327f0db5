import { command } from "./command.ts";
import { ALL, type Command, type Declaration, type Flag } from "./declaration.ts";
import type { Words } from "./words-of.ts";

/** What stands for all apps where the name of one could stand. */
export const GLOBAL = "--global";

export { ALL } from "./declaration.ts";

const FLAG = { type: "boolean", summary: "for all apps, instead of naming one" } as const;

/**
 * Declares a command whose `<app>` may also be `--global`: in `run`, `words.app` is then the word `--global`.
 * An app has to exist, unless `app: "any"`. `--global` may stand anywhere before `--`; for a `verbatim` command, before the
 * first argument.
 */
export function scoped<const A extends string, const F extends Record<string, Flag>, R, L>(
  declared: Declaration<A, F, R, L>,
): Command<R, L> {
  const flags = { ...declared.flags, global: FLAG } as unknown as F;
  const inPlace = declared.verbatim !== undefined;
  return command<A, F, R, L>({
    ...declared,
    flags,
    app: declared.app === "any" ? "any" : "scope",
    arrange: (given, env) => placed(declared.arrange?.(given, env) ?? given, inPlace),
    run: (request) => {
      const given = request.words as { app?: string };
      const app = given.app === ALL ? GLOBAL : given.app;
      return declared.run({ ...request, words: { ...given, ...(app && { app }) } as Words<A> });
    },
  });
}

/** Puts the stand-in where the app would be, and hides `dokku --app` behind it. */
function placed(args: string[], inPlace: boolean): string[] {
  const end = args.indexOf("--");
  const at = args.indexOf(GLOBAL);
  const isFlag = at >= 0 && (end < 0 || at < end) && (!inPlace || args.slice(0, at).every((word) => word.startsWith("-")));
  if (!isFlag) return args;
  const rest = args.toSpliced(at, 1);
  return inPlace ? args.with(at, ALL) : [ALL, ...rest];
}
