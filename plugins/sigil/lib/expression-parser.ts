import type { Command, Operand, Pipeline } from "./nodes.ts";
import type { Token } from "./token.ts";
import { TokenReader } from "./token-reader.ts";

/** Reads what stands inside an action: pipelines of commands of words. */
export class ExpressionParser extends TokenReader {
  /** Reads up to and with the closing delimiter (or parenthesis). `context` is the word for messages. */
  protected pipeline(context: string, close: "right" | ")" = "right"): Pipeline {
    const { names, assigns } = this.declarations(context);
    const commands: Command[] = [];
    for (;;) {
      const token = this.peek();
      if (closes(token, close)) {
        this.next();
        if (commands.length === 0) throw this.trouble(token.at, `missing value for ${context}`);
        return { names, assigns, commands };
      }
      const command = this.command();
      if (commands.length > 0 && !mayReceive(command.words[0]))
        throw this.trouble(command.at, `non executable command in pipeline stage ${commands.length + 1}`);
      commands.push(command);
    }
  }

  /** `$x :=`, `$x =`, and for range `$i, $x :=`; nothing when the pipeline declares nothing. */
  private declarations(context: string): { names: string[]; assigns: boolean } {
    const names: string[] = [];
    while (this.peek().kind === "variable") {
      const name = this.peek();
      const mark = this.peek(1);
      if (mark.kind !== "mark") break;
      const declares = mark.text === ":=" || mark.text === "=";
      if (!declares && (mark.text !== "," || context !== "range" || names.length > 0)) {
        if (mark.text === ",") throw this.trouble(name.at, `too many declarations in ${context}`);
        break;
      }
      this.next();
      this.next();
      names.push(name.text);
      this.variables.push(name.text);
      if (declares) return { names, assigns: mark.text === "=" };
      if (this.peek().kind !== "variable") throw this.trouble(name.at, "range can only initialize variables");
    }
    if (names.length > 0) throw this.unexpected(this.peek(), "range");
    return { names, assigns: false };
  }

  private command(): Command {
    const words: Operand[] = [];
    let token = this.peek();
    while (!ends(token)) {
      if (words.length > 0 && !token.spaced) throw this.unexpected(token, "operand");
      words.push(this.operand());
      token = this.peek();
    }
    const [first, ...rest] = words;
    if (!first) throw this.trouble(token.at, "empty command");
    if (token.text === "|" && token.kind === "mark") this.next();
    return { words: [first, ...rest], at: first.at, end: rest.at(-1)?.end ?? first.end };
  }

  private operand(): Operand {
    const base = this.term();
    const fields: string[] = [];
    let end = base.end;
    while (this.peek().kind === "field" && !this.peek().spaced) {
      const field = this.next();
      fields.push(field.text);
      end = field.end;
    }
    if (fields.length === 0) return base;
    if (base.kind === "field" || base.kind === "variable") return { ...base, fields: [...base.fields, ...fields], end };
    if (base.kind === "literal" || base.kind === "nil" || base.kind === "dot")
      throw this.trouble(end, `unexpected . after term ${this.source.text.slice(base.at, base.end)}`);
    return { kind: "chain", base, fields, at: base.at, end };
  }

  private term(): Operand {
    const token = this.next();
    const { at, end, text } = token;
    switch (token.kind) {
      case "literal":
        return { kind: "literal", value: token.value, at, end };
      case "nil":
      case "dot":
        return { kind: token.kind, at, end };
      case "field":
        return { kind: "field", fields: [text], at, end };
      case "variable":
        if (!this.variables.includes(text)) throw this.trouble(at, `undefined variable "${text}"`);
        return { kind: "variable", name: text, fields: [], at, end };
      case "word":
        if (!this.functions.has(text)) throw this.trouble(at, `function "${text}" not defined`);
        return { kind: "function", name: text, at, end };
      default: {
        if (token.kind !== "mark" || text !== "(") throw this.unexpected(token, "operand");
        const pipeline = this.pipeline("parenthesized pipeline", ")");
        return { kind: "pipeline", pipeline, at, end: this.lastEnd() };
      }
    }
  }
}

function closes(token: Token, close: "right" | ")"): boolean {
  return close === "right" ? token.kind === "right" : token.kind === "mark" && token.text === ")";
}

function ends(token: Token): boolean {
  return token.kind === "right" || token.kind === "end" || (token.kind === "mark" && /^[|)]$/.test(token.text));
}

function mayReceive(word: Operand): boolean {
  return word.kind !== "literal" && word.kind !== "nil" && word.kind !== "dot";
}
