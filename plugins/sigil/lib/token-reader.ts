import type { Token } from "./token.ts";
import { type Source, type TemplateError, troubleAt } from "./trouble.ts";

/** What may be called, by name. */
export interface Known {
  has(name: string): boolean;
}

/** Walks over the tokens of a template, and knows which functions and variables there are. */
export class TokenReader {
  protected readonly source: Source;
  protected readonly functions: Known;
  /** The `$names` that are known where we stand; a scope that ends cuts the row back. */
  protected variables: string[];
  /** Those that were looked at, and where more come from. */
  private readonly tokens: Token[] = [];
  private readonly coming: Iterator<Token>;
  private at = 0;

  constructor(source: Source, tokens: Iterator<Token>, functions: Known, variables: readonly string[]) {
    this.source = source;
    this.coming = tokens;
    this.functions = functions;
    this.variables = [...variables];
  }

  /** The string that names a template. */
  protected name(context: string): string {
    const token = this.next();
    if (token.kind !== "literal" || typeof token.value !== "string") throw this.unexpected(token, `${context} clause`);
    return token.value;
  }

  protected close(context: string): void {
    const token = this.next();
    if (token.kind !== "right") throw this.unexpected(token, context);
  }

  protected peek(ahead = 0): Token {
    while (this.tokens.length <= this.at + ahead) {
      const { value, done } = this.coming.next();
      if (done) break;
      this.tokens.push(value);
    }
    const token = this.tokens[this.at + ahead] ?? this.tokens.at(-1);
    if (!token) throw this.trouble(0, "unexpected EOF");
    return token;
  }

  protected next(): Token {
    const token = this.peek();
    this.at++;
    return token;
  }

  protected trouble(at: number, what: string): TemplateError {
    return troubleAt(this.source, at, what);
  }

  /** Where the token that was read last ends. */
  protected lastEnd(): number {
    return this.tokens[this.at - 1]?.end ?? 0;
  }

  protected unexpected(token: Token, context: string): TemplateError {
    return this.trouble(token.at, `unexpected ${token.kind === "end" ? "EOF" : `"${token.text}"`} in ${context}`);
  }
}
