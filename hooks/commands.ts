import { type Executable, Exit, execute, type Io } from "../core/execute.ts";
import { capture, hooks } from "../core/trigger.ts";

const { readFileSync } = process.getBuiltinModule("node:fs");

/**
 * Asks every plugin's `commands` file for a command that has none of its own. Contract: Dokku's protocol since 0.2: 10 is "not mine",
 * 0 keeps asking, any other code of one that names the command ends it. Those in TypeScript are asked first, and their 0 is the
 * answer. Another's failure counts only where nobody answers, and a file that cannot be read is named and passed over.
 */
const commands: Executable = async ([command = "", ...args], io) => {
  let result: number | undefined;
  const files = hooks("commands", io.env);
  for (const file of [...files.filter(isTyped), ...files.filter((one) => !isTyped(one))]) {
    const claim = claims(file, command);
    const code = claim === "unreadable" ? 10 : await execute(file, [command, ...args], claim ? io : withoutStdin(io));
    if (code !== 0 && code !== 10 && claim === "named") return code;
    if (code !== 10 && (code !== 0 || claim)) result = code && (result ?? code);
    if (code === 0 && isTyped(file)) return 0;
  }
  if (result !== undefined) return result;
  const hint = (await capture(io, "command-unknown", command)).trim();
  throw new Exit(1, `${command} is not a dokku command; ${hint || "run: dokku help"}`);
};

export default commands;

const isTyped = (file: string): boolean => file.endsWith(".ts");
const withoutStdin = (io: Io): Io => ({ ...io, stdin: Buffer.alloc(0) });

/** Files older than exit code 10 end with 0 whatever they are asked: theirs is an answer where they name the command. */
function claims(file: string, command: string): "named" | "knows 10" | "unreadable" | false {
  const text = isTyped(file) ? command : textOf(file);
  if (text === undefined) return "unreadable";
  const names = [command, command.replace(/:.*/, ":*")].map(RegExp.escape).join("|");
  if (new RegExp(`(^|[^\\w:-])(${names})([^\\w:-]|$)`).test(text)) return "named";
  return /NOT_IMPLEMENTED_EXIT|exit 10\b/.test(text) && "knows 10";
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "latin1");
  } catch (error) {
    const { code = "" }: { code?: string } = Object(error);
    process.stderr.write(` !     ${file} cannot be read (${code}) and was passed over; run: chmod a+rx ${file}\n`);
  }
}
