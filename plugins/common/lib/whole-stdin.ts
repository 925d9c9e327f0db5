import type { Io } from "../../../core/execute.ts";

/** All of the caller's stdin as bytes; nothing where it is closed. */
export async function wholeStdin({ stdin }: Io): Promise<Buffer> {
  if (stdin !== "inherit") return stdin;
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
