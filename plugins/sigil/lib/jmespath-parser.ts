import { callQueryFunction } from "./jmespath-functions.ts";
import { lexQuery, type QueryToken } from "./jmespath-lexer.ts";
import * as meaning from "./jmespath-meaning.ts";
import { QueryReader } from "./jmespath-reader.ts";
import { Trouble } from "./trouble.ts";
import type { Value } from "./value.ts";

/** A query, or a part of one: from the value at hand to what it finds there. */
export type Query = (value: Value) => Value;

/** How strongly a mark takes what stands before it. */
const powers: Readonly<Record<string, number>> = {
  "|": 1,
  "||": 2,
  "&&": 3,
  "==": 5,
  "!=": 5,
  "<": 5,
  "<=": 5,
  ">": 5,
  ">=": 5,
  "[]": 9,
  "[?": 21,
  ".": 40,
  "[": 55,
};

export function parseQuery(query: string): Query {
  const parser = new QueryParser(lexQuery(query));
  const parsed = parser.expression(0);
  parser.take("end");
  return parsed;
}

class QueryParser extends QueryReader {
  expression(power: number): Query {
    let left = this.start(this.next());
    while (power < (powers[this.peek()] ?? 0)) left = this.continued(left, this.next().kind);
    return left;
  }

  private start(token: QueryToken): Query {
    switch (token.kind) {
      case "literal":
        return () => token.value;
      case "name":
        return this.peek() === "(" ? this.call(token.text) : meaning.field(String(token.value));
      case "@":
        return (value) => value;
      case "!":
        return meaning.not(this.expression(45));
      case "(": {
        const inner = this.expression(0);
        this.take(")");
        return inner;
      }
      case "*":
        return meaning.valueProjection((value) => value, this.projected(20));
      case "{":
        return this.hash();
      case "[":
        return this.peek() === "number" || this.peek() === ":" || this.isStar() ? this.bracket((v) => v) : this.several();
      case "[?":
      case "[]":
        return this.continued((value) => value, token.kind);
      default:
        throw new Trouble(`unexpected ${token.text}`);
    }
  }

  private continued(left: Query, kind: string): Query {
    switch (kind) {
      case ".":
        return this.peek() === "*" ? this.starred(left) : meaning.then(left, this.afterDot(40));
      case "|":
        return meaning.then(left, this.expression(1), true);
      case "||":
        return meaning.or(left, this.expression(2));
      case "&&":
        return meaning.and(left, this.expression(3));
      case "[]":
        return meaning.projection(meaning.flattened(left), this.projected(9));
      case "[?": {
        const condition = this.expression(0);
        this.take("]");
        return meaning.filter(left, condition, this.projected(21));
      }
      case "[":
        return this.bracket(left);
      default:
        return meaning.comparison(kind, left, this.expression(5));
    }
  }

  private starred(left: Query): Query {
    this.next();
    return meaning.valueProjection(left, this.projected(20));
  }

  /** `[n]`, `[a:b:c]` or `[*]`, after the bracket. */
  private bracket(left: Query): Query {
    if (this.isStar()) {
      this.next();
      this.next();
      return meaning.projection(left, this.projected(20));
    }
    const parts: (number | undefined)[] = [undefined];
    for (let token = this.next(); token.kind !== "]"; token = this.next()) {
      if (token.kind === ":") parts.push(undefined);
      else if (token.kind === "number") parts[parts.length - 1] = Number(token.value);
      else throw new Trouble(`unexpected ${token.text} in brackets`);
    }
    const [start, end, step] = parts;
    if (parts.length === 1 && start !== undefined) return meaning.element(left, start);
    return meaning.projection(meaning.slice(left, start, end, step), this.projected(20));
  }

  private isStar(): boolean {
    return this.peek() === "*" && this.peek(1) === "]";
  }

  /** What is done with each element of a projection. */
  private projected(power: number): Query {
    const kind = this.peek();
    if ((powers[kind] ?? 0) < 10) return (value) => value;
    if (kind !== ".") return this.expressionFromHere(power);
    this.next();
    return this.afterDot(power);
  }

  private expressionFromHere(power: number): Query {
    let left: Query = (value) => value;
    while (power < (powers[this.peek()] ?? 0)) left = this.continued(left, this.next().kind);
    return left;
  }

  private afterDot(power: number): Query {
    const kind = this.peek();
    if (kind === "name" || kind === "*") return this.expression(power);
    this.next();
    if (kind === "[") return this.several();
    if (kind === "{") return this.hash();
    throw new Trouble(`unexpected ${kind} after a dot`);
  }

  private several(): Query {
    const items = this.separated("]", () => this.expression(0));
    return (value) => (value === null ? null : items.map((item) => item(value)));
  }

  private hash(): Query {
    const pairs = this.separated("}", () => {
      const name = String(this.take("name").value);
      this.take(":");
      return [name, this.expression(0)] as const;
    });
    return (value) => (value === null ? null : new Map(pairs.map(([name, item]) => [name, item(value)])));
  }

  private call(name: string): Query {
    this.next();
    const args = this.separated(")", () => {
      if (this.peek() !== "&") return { query: this.expression(0), quoted: false };
      this.next();
      return { query: this.expression(0), quoted: true };
    });
    return (value) =>
      callQueryFunction(
        name,
        args.map(({ query, quoted }) => (quoted ? query : query(value))),
      );
  }
}
