import { $ as zx } from "zx";
import type { Place } from "./place.ts";

/** What a program printed; where it failed, its words are the error. */
export async function output(file: string, args: readonly string[], cwd?: string): Promise<string> {
  const result = await zx({ nothrow: true, quiet: true, ...(cwd && { cwd }) })`${file} ${args}`;
  if (result.exitCode !== 0)
    throw new Error(`${file.split("/").at(-1)} ${args.join(" ")}: ${result.stderr.trim() || result.stdout.trim()}`);
  return result.stdout.trim();
}

/** Runs the dokku of this quickstart on this machine. */
export const dokku = ({ dokku: file }: Place, ...args: string[]): Promise<string> => output(file, args);
