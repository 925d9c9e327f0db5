/** What the host has to know of a Dockerfile. */
export interface Dockerfile {
  /** Names of its ARGs, of all stages. */
  readonly args: readonly string[];
  /** What its last stage EXPOSEs: `5000/tcp`; undefined where only Docker can tell, as with variables. */
  readonly ports: readonly string[] | undefined;
}

/** Reads a Dockerfile as far as it is needed here; whether it is a good one, Docker says. */
export function readDockerfile(text: string): Dockerfile {
  const args = new Set<string>();
  let ports: string[] | undefined = [];
  for (const [instruction, words] of instructions(text)) {
    if (instruction === "FROM") ports = [];
    if (instruction === "ARG") for (const word of words) args.add(word.replace(/=.*/s, ""));
    if (instruction === "EXPOSE") ports = words.every((word) => PORT.test(word)) ? ports?.concat(words.map(normal)) : undefined;
  }
  return { args: [...args].filter((name) => /^[A-Za-z_]\w*$/.test(name)), ports };
}

const PORT = /^\d+(\/(tcp|udp))?$/i;
const normal = (port: string): string => (port.includes("/") ? port.toLowerCase() : `${port}/tcp`);

/** Each instruction with its words; a backslash, or the character the `escape` directive names, continues a line. */
function instructions(text: string): [string, string[]][] {
  const continues = /^\s*#\s*escape\s*=\s*`/im.test(text.split(/^\s*[A-Za-z]/m)[0] ?? "") ? "`" : "\\";
  const kept = text.replaceAll("\r\n", "\n").replace(/^[ \t]*#.*\n?/gm, "");
  const lines = kept.replaceAll(`${continues}\n`, " ").split("\n");
  return lines.flatMap((line) => {
    const [instruction = "", ...words] = line.trim().split(/\s+/);
    return /^(FROM|ARG|EXPOSE)$/i.test(instruction) ? [[instruction.toUpperCase(), words] as [string, string[]]] : [];
  });
}
