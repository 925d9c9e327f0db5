/** Prints the bash completion (`bash`) or the man page (`man`) of `dokku`, made from the commands' own declarations. */
import type { Declaration } from "../../plugins/common/lib/declaration.ts";
import { declaredCommands } from "./declared.ts";

/** Completes commands, then an app's name where the command takes one, then its flags. */
export function bashCompletion(commands: readonly Declaration[]): string {
  const cases = commands.map(({ name, args = "", flags = {} }) => {
    const words = Object.keys(flags).map((flag) => `--${flag}`);
    return `  ${name}) flags="${[...words, "--json", "--help"].join(" ")}" apps=${/<app>/.test(args) ? "yes" : ""} ;;\n`;
  });
  return `# Completion of dokku for bash, made from the commands' declarations.
_dokku() {
  local word="\${COMP_WORDS[COMP_CWORD]}" flags="" apps="" app
  local line="\${COMP_LINE:0:COMP_POINT}"
  local words
  read -ra words <<<"$line"
  if [[ \${#words[@]} -lt 2 || ( \${#words[@]} -eq 2 && $line != *" " ) ]]; then
    local typed="\${words[1]-}" prefix=""
    if [[ $typed == *:* ]]; then prefix="\${typed%:*}:"; fi
    mapfile -t COMPREPLY < <(compgen -W "${commands.map(({ name }) => name).join(" ")}" -- "$typed")
    if [[ $COMP_WORDBREAKS == *:* ]]; then COMPREPLY=("\${COMPREPLY[@]#"$prefix"}"); fi
    return
  fi
  case "\${words[1]}" in
${cases.join("")}  esac
  if [[ $word == -* ]]; then
    mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$word")
  elif [[ $apps == yes ]]; then
    for app in "\${DOKKU_ROOT:-/home/dokku}"/*/refs; do
      app="\${app%/refs}"
      if [[ -d $app && \${app##*/} == "$word"* ]]; then COMPREPLY+=("\${app##*/}"); fi
    done
  fi
}
complete -F _dokku dokku
`;
}

/** The man page, section 1. */
export function manPage(commands: readonly Declaration[]): string {
  const quoted = (text: string) =>
    text
      .replaceAll("\\", "\\\\")
      .replace(/^([.'])/gm, "\\&$1")
      .replaceAll("-", "\\-");
  const entries = commands.map(({ name, args = "", flags = {}, summary }) => {
    const words = [...Object.keys(flags).map((flag) => `[--${flag}]`), args].filter(Boolean).join(" ");
    return `.TP\n.B ${quoted(name)}${words ? ` \\fR${quoted(words)}` : ""}\n${quoted(summary)}\n`;
  });
  return `.TH DOKKU 1 "" "Hokku" "User Commands"
.SH NAME
dokku \\- deploy and run apps on this host
.SH SYNOPSIS
.B dokku
[\\-\\-quiet] [\\-\\-force] [\\-\\-trace] [\\-\\-app APP] COMMAND [ARGUMENTS]
.SH DESCRIPTION
Hokku builds what is pushed to it with git, runs it in containers and serves it under its domains. It answers the same words over ssh:
.B ssh dokku@host COMMAND.
Every command takes \\-\\-help, and \\-\\-json for its answer as JSON.
.SH COMMANDS
${entries.join("")}.SH EXIT STATUS
0 done; 1 refused or failed; 2 wrong usage; 20 the app does not exist.
`;
}

if (import.meta.main) {
  const commands = await declaredCommands();
  process.stdout.write(process.argv[2] === "man" ? manPage(commands) : bashCompletion(commands));
}
