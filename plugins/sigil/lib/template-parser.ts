import { ExpressionParser } from "./expression-parser.ts";
import type { Block, Pipeline, Statement } from "./nodes.ts";
import type { Token } from "./token.ts";

type Ending = "end" | "else" | "eof";

/** Reads the statements of a template: text, actions, and the blocks that `{{end}}` closes. */
export class TemplateParser extends ExpressionParser {
  readonly templates = new Map<string, Block>();
  private loops = 0;
  private depth = 0;

  program(): Block {
    return this.block(["eof"]).body;
  }

  /** Statements up to `{{end}}`, `{{else` or the end of the text; only those in `endings` may come. */
  private block(endings: readonly Ending[]): { body: Block; ending: Ending } {
    const body: Statement[] = [];
    this.depth++;
    for (;;) {
      const token = this.next();
      const ending = this.ending(token);
      if (ending) {
        if (!endings.includes(ending)) throw this.unexpectedEnding(token, ending);
        this.depth--;
        return { body, ending };
      }
      if (token.kind === "text") body.push({ kind: "text", text: token.text });
      else body.push(...this.statement());
    }
  }

  private ending(token: Token): Ending | undefined {
    if (token.kind === "end") return "eof";
    const word = this.peek();
    if (token.kind !== "left" || word.kind !== "keyword") return undefined;
    if (word.text !== "end" && word.text !== "else") return undefined;
    this.next();
    if (word.text === "end") this.close("end");
    return word.text;
  }

  private unexpectedEnding(token: Token, ending: Ending) {
    return this.trouble(token.at, ending === "eof" ? "unexpected EOF: an {{end}} is missing" : `unexpected {{${ending}}}`);
  }

  private statement(): Statement[] {
    const word = this.peek();
    if (word.kind !== "keyword") return [{ kind: "action", pipeline: this.pipeline("command") }];
    this.next();
    switch (word.text) {
      case "if":
      case "with":
      case "range":
        return [this.control(word.text, word.at)];
      case "break":
      case "continue":
        if (this.loops === 0) throw this.trouble(word.at, `{{${word.text}}} outside {{range}}`);
        this.close(word.text);
        return [{ kind: word.text }];
      case "template":
        return [this.call(word.at)];
      case "block":
        return [this.definedHere(word.at)];
      case "define":
        if (this.depth > 1) throw this.trouble(word.at, "unexpected {{define}}: only the top level may have one");
        this.definition(word.at);
        return [];
      default:
        throw this.trouble(word.at, `unexpected {{${word.text}}}`);
    }
  }

  private control(kind: "if" | "with" | "range", at: number): Statement {
    const known = this.variables.length;
    const pipeline = this.pipeline(kind);
    if (kind === "range") this.loops++;
    const { body, ending } = this.block(["end", "else"]);
    if (kind === "range") this.loops--;
    const otherwise = ending === "else" ? this.otherwise(kind) : [];
    this.variables.length = known;
    return { kind, at, pipeline, body, otherwise };
  }

  /** After `{{else`: another condition (`if` after `if`, `with` after `with`) that shares our `{{end}}`, or a block. */
  private otherwise(kind: string): Block {
    const word = this.peek();
    if (word.kind === "keyword" && word.text === kind && (kind === "if" || kind === "with")) {
      this.next();
      return [this.control(kind, word.at)];
    }
    this.close("else");
    return this.block(["end"]).body;
  }

  private call(at: number): Statement {
    const name = this.name("template");
    const bare = this.peek().kind === "right";
    const pipeline: Pipeline | undefined = bare ? undefined : this.pipeline("template");
    if (bare) this.next();
    return { kind: "template", at, name, pipeline };
  }

  private definedHere(at: number): Statement {
    const name = this.name("block");
    const pipeline = this.pipeline("block");
    this.inside(name, at);
    return { kind: "template", at, name, pipeline };
  }

  private definition(at: number): void {
    const name = this.name("define");
    this.close("define");
    this.inside(name, at);
  }

  /** A named body sees no variables of its surroundings but `$`; a second one replaces only an empty first. */
  private inside(name: string, at: number): void {
    const { variables, loops } = this;
    this.variables = ["$"];
    this.loops = 0;
    const { body } = this.block(["end"]);
    this.variables = variables;
    this.loops = loops;
    const before = this.templates.get(name);
    if (before && !isBlank(before) && !isBlank(body)) throw this.trouble(at, `multiple definition of template "${name}"`);
    if (!before || isBlank(before)) this.templates.set(name, body);
  }
}

function isBlank(body: Block): boolean {
  return body.every((part) => part.kind === "text" && part.text.trim() === "");
}
