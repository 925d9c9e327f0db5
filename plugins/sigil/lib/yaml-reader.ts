import { Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";
import { keyOf, quotedScalar, readFlow, refuseSpecial } from "./yaml-flow.ts";
import { fold, scalarOf, unquoted, withoutLineFeeds } from "./yaml-scalar.ts";

interface Line {
  readonly indent: number;
  readonly text: string;
}

/**
 * Reads one YAML document: maps, lists, scalars of all styles. Anchors, aliases, tags and complex keys are refused.
 * Keys become strings; a later key replaces an earlier one of the same name.
 */
export function readYaml(bytes: string): Value {
  const document = bytes.replaceAll("\r\n", "\n").replace(/^(?:[ \t]*(?:#.*)?\n)*---(?=\s|$)/, "   ");
  const [text = "", ...more] = document.split(/^(?:---|\.\.\.)(?=\s|$).*$/m);
  if (more.some((part) => part.trim() !== "")) throw new Trouble("yaml: only one document can be read");
  const reader = new Reader(text.split("\n").map(toLine));
  const value = reader.node(0);
  reader.finish();
  return value;
}

function toLine(text: string): Line {
  const indent = /^ */.exec(text)?.[0].length ?? 0;
  return { indent, text: text.slice(indent) };
}

class Reader {
  private readonly lines: Line[];
  private at = 0;

  constructor(lines: Line[]) {
    this.lines = lines;
  }

  /** The value whose lines stand at `indent` or deeper. */
  node(indent: number): Value {
    const line = this.peek();
    if (!line || line.indent < indent) return null;
    if (isItem(line)) return this.list(line.indent);
    return key(line.text) ? this.map(line.indent) : this.scalar(line.text, indent);
  }

  finish(): void {
    const line = this.peek();
    if (line) throw new Trouble(`yaml: did not expect this line here: ${line.text}`);
  }

  private list(indent: number): Value {
    const items: Value[] = [];
    for (let line = this.peek(); line && line.indent === indent && isItem(line); line = this.peek()) {
      const rest = line.text.slice(1).trimStart();
      const column = indent + line.text.length - rest.length;
      if (rest === "" || rest.startsWith("#")) {
        this.at++;
        items.push(this.node(indent + 1));
      } else if (isItem({ indent, text: rest }) || key(rest)) {
        this.lines[this.at] = { indent: column, text: rest };
        items.push(this.node(column));
      } else items.push(this.scalar(rest, indent + 1));
    }
    return items;
  }

  private map(indent: number): Value {
    const pairs = new Map<string, Value>();
    for (let line = this.peek(); line && line.indent === indent; line = this.peek()) {
      const found = key(line.text);
      if (!found) throw new Trouble(`yaml: expected a key: ${line.text}`);
      pairs.set(found.name, this.pairValue(found.rest, indent));
    }
    return pairs;
  }

  private pairValue(rest: string, indent: number): Value {
    if (rest !== "" && !rest.startsWith("#")) return this.scalar(rest, indent + 1);
    this.at++;
    const next = this.peek();
    return next && next.indent === indent && isItem(next) ? this.list(indent) : this.node(indent + 1);
  }

  /** `first` is what stands on this line; more may follow on lines at `indent` or deeper. */
  private scalar(first: string, indent: number): Value {
    this.at++;
    const header = /^([|>])([-+]?)([1-9]?)([-+]?)\s*(?:#.*)?$/.exec(first);
    if (header) return this.block(header[1] === "|", `${header[2]}${header[4]}`, Number(header[3]), indent);
    refuseSpecial(first);
    if (/^["'[{]/.test(first)) return readFlow([first, ...this.following(indent)].join("\n"));
    const text = [first, ...this.following(indent)].map((line) => line.replace(/(?:^|\s)#.*$/, "").trim()).join("\n");
    return scalarOf(text.trim().replace(/\n+/g, (all) => fold(all)));
  }

  private following(indent: number): string[] {
    const texts: string[] = [];
    for (let line = this.lines[this.at]; line && (line.indent >= Math.max(indent, 1) || line.text === ""); ) {
      texts.push(line.text);
      line = this.lines[++this.at];
    }
    return texts;
  }

  private block(literal: boolean, chomp: string, given: number, indent: number): string {
    const rows: string[] = [];
    let depth = given > 0 ? indent - 1 + given : 0;
    for (let line = this.lines[this.at]; line; line = this.lines[++this.at]) {
      if (line.text !== "" && depth === 0) depth = Math.max(line.indent, indent, 1);
      if (line.text !== "" && line.indent < depth) break;
      rows.push(line.text === "" ? "" : " ".repeat(line.indent - depth) + line.text);
    }
    const all = rows.join("\n");
    const body = withoutLineFeeds(all);
    const tail = all.length - body.length + (this.at >= this.lines.length ? 0 : 1);
    const folded = literal ? body : body.replace(/(?<=[^\n])\n+(?=[^\s])/g, (breaks) => fold(breaks));
    if (chomp === "-" || body === "") return chomp === "+" ? "\n".repeat(tail) : folded;
    return chomp === "+" ? folded + "\n".repeat(tail) : `${folded}\n`;
  }

  /** The next line with something on it. */
  private peek(): Line | undefined {
    while (this.at < this.lines.length && /^(#|\s*$)/.test(this.lines[this.at]?.text ?? "")) this.at++;
    const line = this.lines[this.at];
    if (line?.text.startsWith("\t")) throw new Trouble("yaml: a tab cannot indent a line");
    return line;
  }
}

function isItem({ text }: Line): boolean {
  return text === "-" || /^-\s/.test(text);
}

function key(text: string): { name: string; rest: string } | undefined {
  quotedScalar.lastIndex = 0;
  const quoted = quotedScalar.exec(text)?.[0];
  const word = quoted ?? plainKey(text);
  const colon = word === undefined ? null : /^\s*:(?:\s+|$)/.exec(text.slice(word.length));
  if (word === undefined || !colon) return undefined;
  return { name: quoted ? unquoted(quoted) : keyOf(scalarKey(word)), rest: text.slice(word.length + colon[0].length) };
}

/** The unquoted words before the first colon that ends a key. Two simple searches: one pattern would go over spaces again and again. */
function plainKey(text: string): string | undefined {
  if (!/^(?:[^\s"'#[\]{},&*!|>%@`?:-]|[?:-](?=\S))/.test(text)) return undefined;
  const end = text.search(/:(?=\s|$)|(?<=\s)#/);
  return end === -1 || text[end] === "#" ? undefined : text.slice(0, end).trimEnd();
}

function scalarKey(word: string): Value {
  refuseSpecial(word);
  return word;
}
