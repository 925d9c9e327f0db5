import { converted } from "./json.ts";
import { Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";

export interface QueryToken {
  /** `name`, `number`, `literal`, `end`, or the mark itself. */
  readonly kind: string;
  readonly text: string;
  readonly value: Value;
}

const token =
  /\s+|(?<name>[A-Za-z_]\w*)|(?<number>-?\d+)|(?<quoted>"(?:[^"\\]|\\[\s\S])*")|(?<raw>'(?:[^'\\]|\\[\s\S])*')|(?<json>`(?:[^`\\]|\\[\s\S])*`)|(?<mark>\[\?|\[\]|\|\||&&|[<>=!]=|[.*@&|!<>()[\]{},:])/y;

/** Cuts a JMESPath query into tokens. */
export function lexQuery(query: string): QueryToken[] {
  const tokens: QueryToken[] = [];
  let at = 0;
  while (at < query.length) {
    token.lastIndex = at;
    const found = token.exec(query);
    if (!found) throw new Trouble(`cannot read ${query.slice(at)}`);
    at += found[0].length;
    const made = tokenOf(found.groups ?? {});
    if (made) tokens.push(made);
  }
  return [...tokens, { kind: "end", text: "the end", value: null }];
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): QueryToken | undefined {
  const { name, number, quoted, raw, json, mark } = groups;
  if (name !== undefined) return { kind: "name", text: name, value: converted(name) };
  if (number !== undefined) return { kind: "number", text: number, value: Number(number) };
  if (quoted !== undefined) return { kind: "name", text: quoted, value: parsed(quoted) };
  if (raw !== undefined) return { kind: "literal", text: raw, value: converted(raw.slice(1, -1).replaceAll("\\'", "'")) };
  if (json !== undefined) return { kind: "literal", text: json, value: literal(json.slice(1, -1).replaceAll("\\`", "`")) };
  return mark === undefined ? undefined : { kind: mark, text: mark, value: null };
}

/** JSON, or a bare word as older queries have it. */
function literal(text: string): Value {
  const word = text.trim();
  return /^(?:["[{\d-]|(?:true|false|null)$)/.test(word) ? parsed(word) : converted(word);
}

function parsed(text: string): Value {
  try {
    return converted(JSON.parse(text));
  } catch {
    throw new Trouble(`${text} is not JSON`);
  }
}
