import { type Io, write } from "hokku";

/** What the classic builder says of itself; all else of its output is said by the build's own programs. */
const OF_DOCKER =
  /^(Sending build context to|Step \d+\/\d+ : | ---> |Removing intermediate container |Successfully (built|tagged) )/;

/**
 * An io for `docker build` that passes on what the build's programs say, line by line, and keeps Docker's own steps to itself
 * unless everything is wanted (`--trace`). `end` writes a last line that had no end.
 */
export function buildOutput(io: Io): { io: Io; end: () => void } {
  if (io.env.DOKKU_TRACE) return { io, end: () => {} };
  const decoder = new TextDecoder();
  let rest = "";
  const pass = (line: string, end: string) => {
    if (line && !OF_DOCKER.test(line)) write(io, `${line}${end}`);
  };
  const stdout = (chunk: Buffer | string) => {
    const lines = `${rest}${typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true })}`.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) pass(line, "\n");
  };
  return { io: { ...io, stdout }, end: () => pass(rest, "\n") };
}
