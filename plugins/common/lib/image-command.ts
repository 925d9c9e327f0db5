import { splitWords } from "../../../hooks/words.ts";
import type { Image } from "./image.ts";

/** Characters that mean something to a shell beyond quoting. */
const NEEDS_SHELL = /[$*?~;&|<>()`{}[\]\n#!]|^\s*\w+=/;

/** First words that only a shell knows. */
const BUILTIN =
  /^\s*(\.|:|\[|alias|break|cd|command|continue|eval|exec|exit|export|if|for|case|while|until|read|set|shift|source|test|trap|type|ulimit|umask|unset|wait)(\s|$)/;

/** What makes one command line more than one command. */
const COMPOUND = /[;&|\n()`{}]|^\s*\w+=/;

/**
 * The words that run a command line of a Procfile or app.json in an image, behind the image's name.
 * An image with an ENTRYPOINT gets the words as its arguments, with `$NAME` filled in from the environment, as there is no
 * shell that would. Plain words need no shell, so images without one can run them; all else goes through the image's shell,
 * which becomes the program where it can (`exec`): the program then hears SIGTERM itself.
 */
export function commandWords(line: string, image: Image, environment: Readonly<Record<string, string>>): string[] {
  if (image.kind === "herokuish") return ["/exec", "/bin/bash", "-c", line];
  if (image.entrypoint.length) return splitWords(line).map((word) => filledIn(word, environment));
  if (!NEEDS_SHELL.test(line) && !BUILTIN.test(line)) return splitWords(line);
  return [...image.shell, COMPOUND.test(line) || BUILTIN.test(line) ? line : `exec ${line}`];
}

/** The same for a line that is given further words: a shell takes them as the arguments of the line's last command. */
export function withArguments(
  line: string,
  more: readonly string[],
  image: Image,
  environment: Readonly<Record<string, string>>,
): string[] {
  const isShells = image.kind === "herokuish" || (!image.entrypoint.length && (NEEDS_SHELL.test(line) || BUILTIN.test(line)));
  if (!more.length || !isShells) return [...commandWords(line, image, environment), ...more];
  return [...commandWords(`${line} "$@"`, image, environment), line, ...more];
}

/** A word with `$NAME` and `${NAME}` replaced; a name that is not set becomes nothing, as in a shell. */
export function filledIn(word: string, environment: Readonly<Record<string, string>>): string {
  return word.replace(
    /\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g,
    (_, braced?: string, bare?: string) => environment[braced ?? bare ?? ""] ?? "",
  );
}
