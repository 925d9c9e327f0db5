/** Writes docs/triggers.md and docs/commands.md from the catalogue and the commands' own declarations: `core/node scripts/lib/reference.ts`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../hooks/catalogue.ts";
import { checkout, declaredCommands } from "./declared.ts";

/** The page of all triggers. */
export function triggersPage(): string {
  const rows = Object.entries(catalogue).map(([name, { args, combine, since, when }]) => {
    const words = args.replaceAll("|", "\\|") || "none";
    return `| \`${name}\` | ${words === "none" ? words : `\`${words}\``} | ${combine} | ${since} | ${when.replaceAll("|", "\\|")} |\n`;
  });
  return `# Triggers

<!-- walk: none, it is written from the code -->

Written from \`hooks/catalogue.ts\` by \`scripts/lib/reference.ts\`. An executable at a plugin's root, named for a trigger (with \`.ts\` for
TypeScript), runs when it is fired. *notify*: its output streams to the user, the first failure ends the trigger. *answer*: its stdout
is the value. *filter*: it reads text from stdin and prints it with its own added. *since*: the Dokku release that brought it.

| trigger | arguments | kind | since | when |
|---|---|---|---|---|
${rows.join("")}`;
}

/** The page of all commands declared in TypeScript. */
export async function commandsPage(): Promise<string> {
  const declared = await declaredCommands();
  const rows = declared.map(({ name, args = "", flags = {}, summary }) => {
    const words = [...Object.keys(flags).map((flag) => `[--${flag}]`), args].filter(Boolean).join(" ").replaceAll("|", "\\|");
    return `| \`${name}\` | ${words && `\`${words}\``} | ${summary.replaceAll("|", "\\|")} |\n`;
  });
  return `# Commands

<!-- walk: none, it is written from the code -->

Written from the commands' own declarations by \`scripts/lib/reference.ts\`. Each takes \`--help\`, and \`--json\` for its answer as JSON.

| command | arguments | what it does |
|---|---|---|
${rows.join("")}`;
}

if (import.meta.main) {
  writeFileSync(join(checkout, "docs/triggers.md"), triggersPage());
  writeFileSync(join(checkout, "docs/commands.md"), await commandsPage());
}
