import { type Io, must } from "../core/execute.ts";
import { hooks } from "../core/trigger.ts";

/** Passes `input` through every hook, each one's stdout the next one's stdin, and answers what the last one printed. */
export async function pipe(io: Io, input: Buffer, name: string, ...args: string[]): Promise<Buffer> {
  for (const hook of hooks(name, io.env)) {
    const printed: Buffer[] = [];
    await must(hook, args, { ...io, stdin: input, stdout: (chunk) => void printed.push(Buffer.from(chunk)) });
    input = Buffer.concat(printed);
  }
  return input;
}
