import { Budget } from "./budget.ts";
import { toBytes, toText } from "./bytes.ts";
import { execute } from "./execute.ts";
import { closed } from "./outside.ts";
import { below } from "./reach.ts";

export { TemplateError } from "./trouble.ts";

export interface RenderOptions {
  /** What messages call the template; `template` if not given. */
  readonly name?: string;
  /** The folder whose files `file`, `include`, `dir` and their like may read; without it, none. */
  readonly root?: string;
  /** What `var "NAME"` sees besides the variables; nothing if not given. */
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * Renders a template that may come from anybody, with the language of Sigil (Go's text/template and Sigil's functions).
 * `sh`, `httpget` and `stdin` are refused, files stay below `options.root` even through links, and a template that runs
 * away is stopped. Throws a TemplateError whose message starts with `name:line:`.
 */
export function render(template: string, vars: Readonly<Record<string, string>>, options: RenderOptions = {}): string {
  const { name = "template", root, env = {} } = options;
  const roots = root === undefined ? [] : [root];
  const variables = new Map(Object.entries(vars).map(([key, value]) => [toBytes(key), toBytes(value)] as const));
  const environment = new Map(Object.entries(env).map(([key, value]) => [toBytes(key), toBytes(value)] as const));
  const text = execute(toBytes(template), name, new Map(variables), {
    environment,
    folders: roots,
    reach: below(roots, root ?? "/", ""),
    outside: closed(""),
    budget: new Budget(),
    delimiters: { left: "{{", right: "}}" },
    posix: false,
    depth: 0,
  });
  return toText(text);
}
