import { Exit } from "../../../core/execute.ts";
import type { AnyRequest, Declaration } from "./declaration.ts";
import { asLines, plain, spelt } from "./json.ts";
import { write } from "./talk.ts";

/**
 * Runs a command whose answer is JSON, in our spelling or as Dokku has it. While it works its talk goes to stderr: progress never mixes
 * with data.
 */
export async function answerJson(declaration: Declaration, request: AnyRequest, asDokku: boolean): Promise<undefined> {
  const { name, json, isSpread, run } = declaration;
  const { io, words } = request;
  if (json === "none") throw new Exit(2, `${name} has no answer in JSON: what it prints is passed on as it is; leave out --json`);
  if (json) {
    const lines = asLines(io, json());
    await run({ ...request, io: lines.io });
    lines.end();
    return undefined;
  }
  const result = await run({ ...request, io: { ...io, stdout: (chunk) => void process.stderr.write(chunk) } });
  // Contract: Dokku's is one line as a rule, in which scripts look for `"key":"value"`.
  const spaces = asDokku && !isSpread ? 0 : 2;
  write(io, `${JSON.stringify((asDokku ? plain : spelt)(result ?? words), null, spaces)}\n`);
  return undefined;
}
