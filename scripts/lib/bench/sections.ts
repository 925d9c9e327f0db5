import { readFileSync } from "node:fs";
import { join } from "node:path";
import { replaceFile } from "../../../plugins/common/lib/files.ts";

export const checkout = join(import.meta.dirname, "../../..");
export const performancePage = join(checkout, "docs/performance.md");

/** What stands on the page below its first table, measured on other occasions, which a run of the bench leaves alone; "" where there is nothing. */
export function sections(): string {
  const page = readFileSync(performancePage, "utf8");
  const at = page.indexOf("\n## ");
  return at < 0 ? "" : page.slice(at + 1);
}

/** Puts a section on the page, in the place of the one of that heading, or at its end. */
export function writeSection(heading: string, text: string): void {
  replaceFile(performancePage, withSection(readFileSync(performancePage, "utf8"), heading, text));
}

/** The page with `text` below `## heading`, in the place of what stood there, or at its end. */
export function withSection(page: string, heading: string, text: string): string {
  const [first = "", ...others] = page.split(/^(?=## )/m);
  const isIt = (section: string) => section.startsWith(`## ${heading}\n`);
  const section = `## ${heading}\n\n${text.trim()}\n`;
  const all = others.some(isIt) ? others.map((other) => (isIt(other) ? section : other)) : [...others, section];
  return `${[first, ...all].map((part) => part.trimEnd()).join("\n\n")}\n`;
}
