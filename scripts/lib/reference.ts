/** Writes docs/triggers.md, hooks/triggers.ts, docs/commands.md and docs/commands/ from the catalogue and the commands' own declarations: `core/node scripts/lib/reference.ts`. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue } from "../../hooks/catalogue.ts";
import type { Declaration } from "../../plugins/common/lib/declaration.ts";
import { explained, type Setting } from "../../plugins/common/lib/settings.ts";
import { checkout, declaredCommands } from "./declared.ts";
import { type Schema, schemas } from "./schemas.ts";
import { shape } from "./shape.ts";

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

/** The types of all triggers, whose arguments an editor shows by their names. */
export function triggerTypes(): string {
  const rows = Object.entries(catalogue).map(([name, { args, combine, when }]) => {
    const labels = [...args.matchAll(/(\[?)<([^>]+)>(\.\.\.)?/g)].map(([, open, word = "", dots]) => {
      const label = word.replace(/\W+(\w)/g, (_, letter: string) => letter.toUpperCase());
      return dots ? `...${label}: string[]` : `${label}${open && "?"}: string`;
    });
    const parts = [`args: [${labels.join(", ")}];`, `combine: "${combine}"`];
    const line = `  ${/^\w+$/.test(name) ? name : `"${name}"`}: { ${parts.join(" ")} };`;
    const lines = `${line.slice(0, line.indexOf("{") + 1)}\n    ${parts.join("\n    ")};\n  };`; // as biome has it
    return `  /** ${when}. */\n${line.length > 130 ? lines : line}\n`;
  });
  return `/**
 * Every trigger with its arguments; \`combine\` says whether hooks are notified, give the answer, or filter text. Written from
 * \`catalogue.ts\` by \`scripts/lib/reference.ts\`. A plugin adds triggers of its own: \`declare module "hokku" { interface Triggers { ... } }\`.
 */
export interface Triggers {
${rows.join("")}}
`;
}

/** The pages of all commands declared in TypeScript, by their path: one for each plugin, and an index. */
export async function commandPages(): Promise<Map<string, string>> {
  const declared = await declaredCommands();
  const groups = Map.groupBy(declared, ({ name }) => name.replace(/:.*/, ""));
  const answers = await schemas();
  const pages = [...groups].map(([group, commands]): [string, string] => [
    `docs/commands/${group}.md`,
    groupPage(group, commands, answers),
  ]);
  return new Map([["docs/commands.md", indexPage(groups)], ...pages]);
}

const NOT_WALKED = "<!-- walk: none, it is written from the code -->";

function indexPage(groups: ReadonlyMap<string, readonly Declaration[]>): string {
  const all = [...groups.values()].flat();
  const refusing = all.filter(({ json }) => json === "none").length;
  const lines = all.filter(({ json }) => typeof json === "function").length;
  const rows = [...groups].map(([group, commands]) => {
    const links = commands.map(({ name }) => `[\`${name}\`](commands/${group}.md#${name.replaceAll(":", "")})`);
    return `| [${group}](commands/${group}.md) | ${links.join(" ")} |\n`;
  });
  return `# Commands

${NOT_WALKED}

Written from the commands' own declarations by \`scripts/lib/reference.ts\`. Each takes \`--help\`.

\`--json\` may stand anywhere. Of ${all.length} commands ${all.length - refusing - lines} answer with one value, ${lines} that show logs with a line of JSON for each line, and
${refusing} that pass a program's own output on refuse it. Fields are spelt as flags are, \`created-at\`; names that are data, of variables or apps, stay
as they are; numbers and booleans are such, and null where they are not set. \`dokku help --json\` has a JSON Schema of each answer, written from
the code's types. A test calls each command about an app that runs, and holds what it answers against its schema. What fails prints
\`{"error": {"code": 20, "message": "...", "hint": "..."}}\` and ends with that code. \`--format json\` is Dokku's: its keys, its strings.

| plugin | commands |
|---|---|
${rows.join("")}`;
}

function groupPage(group: string, commands: readonly Declaration[], answers: Readonly<Record<string, Schema>>): string {
  return `# ${group}

${NOT_WALKED}

${commands.map((one) => section(one, answers[one.name])).join("\n")}`;
}

function section(
  { name, args = "", summary, flags = {}, examples = [], json, settings }: Declaration,
  answer: Schema = {},
): string {
  const words = [...Object.keys(flags).map((flag) => `[--${flag}]`), args].filter(Boolean).join(" ");
  const table = Object.entries(flags).map(([flag, { short, value, type, summary: text }]) => {
    const takes = type === "boolean" ? "" : ` ${value ?? "VALUE"}`;
    return `| \`${short ? `-${short}, ` : ""}--${flag}${takes}\`${type === "list" ? ", more than once" : ""} | ${text} |\n`.replaceAll(
      /\|(?=[a-z-]+[\s`|])/g,
      "\\|",
    );
  });
  const parts = [
    `## ${name}\n\n\`${`dokku ${name} ${words}`.trim()}\`\n\n${summary}.\n`,
    table.length ? `| flag | meaning |\n|---|---|\n${table.join("")}` : "",
    settings ? settingsTable(settings) : "",
    examples.length ? `\`\`\`text\n${examples.join("\n")}\n\`\`\`\n` : "",
    json === "none" ? "No `--json`: what it prints is another program's own.\n" : "",
    json === "none" ? "" : `\`--json\`${json ? ", for each line" : ""}:\n\n\`\`\`text\n${shape(answer)}\n\`\`\`\n`,
  ];
  return parts.filter(Boolean).join("\n");
}

function settingsTable(known: Readonly<Record<string, Setting>>): string {
  const rows = explained(known).map(([key, text]) => `| \`${key}\` | ${text.replaceAll("|", "\\|")} | ${known[key]?.is} |\n`);
  return `| setting | meaning | what it is |\n|---|---|---|\n${rows.join("")}`;
}

if (import.meta.main) {
  writeFileSync(join(checkout, "docs/triggers.md"), triggersPage());
  writeFileSync(join(checkout, "hooks/triggers.ts"), triggerTypes());
  rmSync(join(checkout, "docs/commands"), { recursive: true, force: true });
  mkdirSync(join(checkout, "docs/commands"));
  for (const [path, text] of await commandPages()) writeFileSync(join(checkout, path), text);
}
