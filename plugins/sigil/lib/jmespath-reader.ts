import type { QueryToken } from "./jmespath-lexer.ts";
import { Trouble } from "./trouble.ts";

/** Walks over the tokens of a query. */
export class QueryReader {
  private readonly tokens: readonly QueryToken[];
  private at = 0;

  constructor(tokens: readonly QueryToken[]) {
    this.tokens = tokens;
  }

  take(kind: string): QueryToken {
    const token = this.next();
    if (token.kind !== kind) throw new Trouble(`expected ${kind}, found ${token.text}`);
    return token;
  }

  protected separated<T>(close: string, read: () => T): T[] {
    const items: T[] = [];
    while (this.peek() !== close) {
      items.push(read());
      if (this.peek() !== close) this.take(",");
    }
    this.next();
    return items;
  }

  protected peek(ahead = 0): string {
    return this.tokens[this.at + ahead]?.kind ?? "end";
  }

  protected next(): QueryToken {
    return this.tokens[this.at++] ?? { kind: "end", text: "the end", value: null };
  }
}
