/** One directive of a configuration, its words as nginx takes them: quotes are gone and escapes resolved. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  /** Where its first word begins, counted from 1. */
  readonly line: number;
  /** Whether it ends with `{`. */
  readonly isBlock: boolean;
  /** The block it stands in, if any. */
  readonly within: Directive | undefined;
}

/** A configuration that nginx cannot read either, in nginx's words where they are known. */
export class SyntaxTrouble extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const BLANK = /(?:[ \t\r\n]|#[^\n]*)+/y;
const QUOTED = /(?:"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)')/y;
/** `${` does not begin a block. Quotes and `#` inside a word are ordinary characters, and `}` is one too. */
const BARE = /(?:\\[\s\S]|\$\{*|[^ \t\r\n;{\\$])+/y;
const AFTER_QUOTES = /[ \t\r\n;{)]/;

/**
 * Reads the language of nginx.conf, in which a newline is a blank like any other. Contract: what nginx does
 * (`ngx_conf_read_token`), down to its oddities; a test compares the two. A directive is handed over when its `;` or `{` has been
 * read, so whoever refuses `content_by_lua_block` never sees the Lua in it, which is another language. Throws SyntaxTrouble.
 */
export function* directives(text: string): Generator<Directive> {
  const words = new Words(text);
  let within: Directive | undefined;
  for (;;) {
    const { found, line, end } = words.upToEnd();
    const [name, ...args] = found;
    if (end === "" && (name !== undefined || within)) throw words.trouble('unexpected end of file, expecting ";" or "}"');
    if (end === "") return;
    if ((end === "}") === (name !== undefined)) throw words.trouble(`unexpected "${end}"`);
    if (name !== undefined) {
      const directive = { name, args, line, isBlock: end === "{", within };
      yield directive;
      if (end === "{") within = directive;
    } else if (within) within = within.within;
    else throw words.trouble('unexpected "}"');
  }
}

class Words {
  private readonly text: string;
  private at = 0;
  private line = 1;

  constructor(text: string) {
    this.text = text;
  }

  /** The words before the next `;`, `{` or `}`, which is `end`; "" at the end of the text. */
  upToEnd(): { found: string[]; line: number; end: string } {
    const found: string[] = [];
    this.take(BLANK);
    const line = this.line;
    for (; ; this.take(BLANK)) {
      const next = this.text.charAt(this.at);
      if (next === "" || next === ";" || next === "{" || next === "}") {
        this.at++;
        return { found, line, end: next };
      }
      found.push(unescaped(next === '"' || next === "'" ? this.quoted() : (this.take(BARE)?.[0] ?? this.cutOff())));
    }
  }

  trouble(message: string): SyntaxTrouble {
    return new SyntaxTrouble(this.line, message);
  }

  private quoted(): string {
    const [, double, single] = this.take(QUOTED) ?? this.cutOff();
    const next = this.text.charAt(this.at);
    if (next && !AFTER_QUOTES.test(next)) throw this.trouble(`unexpected "${next}"`);
    return double ?? single ?? "";
  }

  private take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return undefined;
    this.at = pattern.lastIndex;
    this.line += match[0].split("\n").length - 1;
    return match;
  }

  private cutOff(): never {
    this.line += this.text.slice(this.at).split("\n").length - 1;
    throw this.trouble('unexpected end of file, expecting ";" or "}"');
  }
}

const CONTROL: Readonly<Record<string, string>> = { t: "\t", r: "\r", n: "\n" };

/** A backslash before anything else stays. */
const unescaped = (word: string): string => word.replace(/\\(["'\\trn])/g, (_, char: string) => CONTROL[char] ?? char);
