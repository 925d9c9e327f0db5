import { Exit } from "hokku";
import { splitWords } from "hokku/words";

/** A job's command as the words that are run in its container, and the variables that were left out of them. */
export interface CommandWords {
  readonly words: readonly string[];
  readonly variables: readonly string[];
}

/** What is quoted in one way or another, and what is not. */
const PIECE = /'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^'"\\]+|./gs;
const VARIABLE = /\\.|\$\{[^}]*\}|\$[A-Za-z_]\w*/gs;

/**
 * Takes a job's command apart, or refuses it. Contract: Dokku's: a shell's quoting and no shell, so operators are refused, and variables are
 * empty.
 */
export function commandWords(command: string): CommandWords {
  const refuse = (why: string) => new Exit(1, `command ${JSON.stringify(command)} cannot be run: ${why}`);
  if (/[\r\n\0]/.test(command)) throw refuse("it has to be one line; put more into a script of the app");
  const variables: string[] = [];
  const note = (variable: string) => {
    variables.push(variable);
    return "";
  };
  const pieces = command.match(PIECE) ?? [];
  const filled = pieces.map((piece) => {
    if (/^['\\]/.test(piece)) return piece;
    const [operator] = (piece.startsWith('"') ? /\$\(|`/ : /[;&|<>()`]/).exec(piece.replace(/\\./gs, "")) ?? [];
    if (operator) throw refuse(`no shell sees it, and ${operator} means something only there; write: sh -c '...'`);
    return piece.replace(VARIABLE, (found) => (found.startsWith("$") ? note(found) : found));
  });
  const words = split(filled.join(""), refuse);
  if (!words.length) throw refuse("there is no program in it");
  return { words, variables };
}

function split(line: string, refuse: (why: string) => Exit): string[] {
  try {
    return splitWords(line);
  } catch {
    throw refuse("a quote in it has no end");
  }
}
