import { Trouble } from "./trouble.ts";

/**
 * Expands `$NAME` and `${NAME}`, `${NAME:-word}`, `${NAME:=word}`, `${NAME:?word}`, `${NAME:+word}` (each also without
 * the colon, then an empty value counts as set) and `${#NAME}`. `=` writes into `environment`.
 * A backslash keeps a `$`; a `$` before anything else ends the text, as it does in Sigil.
 */
export function expandPosix(text: string, environment: Map<string, string>): string {
  return new Expander(text, environment).text();
}

class Expander {
  private readonly source: string;
  private readonly environment: Map<string, string>;
  private at = 0;

  constructor(source: string, environment: Map<string, string>) {
    this.source = source;
    this.environment = environment;
  }

  text(): string {
    let result = "";
    for (;;) {
      const plain = this.match(/[^$\\]*/y);
      result += plain;
      const char = this.source.charAt(this.at++);
      if (!char) return result;
      if (char === "\\") {
        const next = this.source.charAt(this.at++);
        result += next === "$" ? "$" : `\\${next}`;
      } else {
        const value = this.parameter(true);
        if (value === undefined) return result;
        result += value;
      }
    }
  }

  /** After a `$`; no answer when the text is to end here. */
  private parameter(live: boolean): string | undefined {
    const name = this.match(/[A-Za-z_][A-Za-z0-9_]*/y);
    if (name) return this.environment.get(name) ?? "";
    if (this.at >= this.source.length) return "$";
    if (this.source.charAt(this.at) !== "{") return undefined;
    this.at++;
    return this.bracketed(live);
  }

  private bracketed(live: boolean): string {
    if (this.match(/#/y)) {
      const name = this.match(/[^}]*/y);
      this.require("}");
      return String(this.environment.get(name)?.length ?? 0);
    }
    const name = this.match(/[^}:\-?+=]*/y);
    const operator = this.match(/:?[\s\S]/y);
    if (!operator) throw eof("}");
    if (operator === "}") return this.environment.get(name) ?? "";
    return this.operate(name, operator, live);
  }

  private operate(name: string, operator: string, live: boolean): string {
    const value = this.environment.get(name);
    const isSet = operator.startsWith(":") ? Boolean(value) : value !== undefined;
    const kind = operator.at(-1);
    const wanted = live && isSet === (kind === "+");
    const word = this.word(wanted);
    if (!live) return "";
    if (kind === "+") return isSet ? word : "";
    if (isSet) return value ?? "";
    if (kind === "?") throw new Trouble(word || `${name}: parameter null or not set`);
    if (kind === "=") this.environment.set(name, word);
    else if (kind !== "-") throw new Trouble(`unexpected op: '${kind}'`);
    return word;
  }

  /** Up to the closing bracket, with quotes taken away; what is not `live` has no effects. */
  private word(live: boolean): string {
    let result = "";
    let quoted = false;
    for (;;) {
      result += this.match(/[^$\\'"}]*/y);
      const char = this.source.charAt(this.at++);
      if (!char) throw eof("}");
      if (char === "}") return result;
      if (char === '"') quoted = !quoted;
      else if (char === "'") result += this.single();
      else if (char === "$") result += this.parameter(live) ?? "";
      else {
        const next = this.source.charAt(this.at++);
        result += quoted && !'$`"\\'.includes(next) ? `\\${next}` : next;
      }
    }
  }

  private single(): string {
    const text = this.match(/[^']*/y);
    this.require("'");
    return text;
  }

  private require(char: string): void {
    if (this.source.charAt(this.at++) !== char) throw eof(char);
  }

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0] ?? "";
    this.at += found.length;
    return found;
  }
}

function eof(char: string): Trouble {
  return new Trouble(`unexpected EOF while looking for matching \`${char}'`);
}
