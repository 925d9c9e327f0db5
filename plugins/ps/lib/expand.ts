const REFERENCE = /\$(?:\{([^}]*)\}|([A-Za-z0-9_]+|[*#$@!?(-]))/g;

/**
 * A command line with its variables filled in; one nobody knows is empty. Contract: procfile-util's `show` and `expand`, where the `(` of a
 * `$(...)` is asked for like a variable.
 */
export function expanded(line: string, known: (key: string) => string | undefined): string {
  return line.replace(REFERENCE, (_, braced: string | undefined, plain = "") => known(braced ?? plain) ?? "");
}
