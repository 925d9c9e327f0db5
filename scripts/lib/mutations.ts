/** What may be changed in a file of TypeScript so that a test should notice: by its syntax tree, one place at a time. */
import {
  isArrayLiteralExpression,
  isAwaitExpression,
  isBinaryExpression,
  isBlock,
  isCallExpression,
  isExportDeclaration,
  isExpressionStatement,
  isForStatement,
  isFunctionLikeDeclaration,
  isIfStatement,
  isImportDeclaration,
  isNoSubstitutionTemplateLiteral,
  isNumericLiteral,
  isPropertyAssignment,
  isStringLiteral,
  isTypeNode,
  isVariableStatement,
  type Node,
  type SourceFile,
  SyntaxKind,
} from "typescript/unstable/ast";
import { createVirtualFileSystem } from "typescript/unstable/fs";
import { API } from "typescript/unstable/sync";

/** A change of one place: from `start` to `end` of the file's text stands `text` instead. */
export interface Mutation {
  readonly file: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What was done, for people. */
  readonly what: string;
}

type Place = Pick<Mutation, "text" | "what"> & { readonly node: Node; readonly end?: number };

/** Every change that the texts of these files allow. */
export function mutations(texts: Readonly<Record<string, string>>): Mutation[] {
  const names = Object.keys(texts);
  const config = { compilerOptions: { noLib: true, noResolve: true, types: [] }, files: names };
  const inRoot = Object.entries(texts).map(([name, text]) => [`/${name}`, text]);
  const api = new API({
    cwd: "/",
    fs: createVirtualFileSystem({ ...Object.fromEntries(inRoot), "/tsconfig.json": JSON.stringify(config) }),
  });
  try {
    const [project] = api.updateSnapshot({ openProjects: ["/tsconfig.json"] }).getProjects();
    return names.flatMap((name) => {
      const source = project?.program.getSourceFile(`/${name}`);
      if (!source) throw new Error(`${name} cannot be parsed`);
      return placesIn(source).map(({ node, end = node.end, text, what }) => {
        const start = node.getStart(source);
        return { file: name, line: source.getLineAndCharacterOfPosition(start).line + 1, start, end, text, what };
      });
    });
  } finally {
    api.close();
  }
}

function placesIn(source: SourceFile): Place[] {
  const places: Place[] = [];
  const walk = (node: Node): void => {
    if (isTypeNode(node) || isImportDeclaration(node) || isExportDeclaration(node)) return;
    places.push(...placesOf(node, source));
    node.forEachChild(walk);
  };
  walk(source);
  return places;
}

/** What may stand for an operator. */
const OPERATORS: Partial<Record<SyntaxKind, string>> = {
  [SyntaxKind.AmpersandAmpersandToken]: "||",
  [SyntaxKind.BarBarToken]: "&&",
  [SyntaxKind.QuestionQuestionToken]: "&&",
  [SyntaxKind.LessThanToken]: "<=",
  [SyntaxKind.LessThanEqualsToken]: "<",
  [SyntaxKind.GreaterThanToken]: ">=",
  [SyntaxKind.GreaterThanEqualsToken]: ">",
  [SyntaxKind.EqualsEqualsEqualsToken]: "!==",
  [SyntaxKind.ExclamationEqualsEqualsToken]: "===",
  [SyntaxKind.PlusToken]: "-",
};

function placesOf(node: Node, source: SourceFile): Place[] {
  const is = (text: string): Place => ({ node, text, what: `${short(node.getText(source))} is ${text || "gone"}` });
  if (node.kind === SyntaxKind.TrueKeyword) return [is("false")];
  if (node.kind === SyntaxKind.FalseKeyword) return [is("true")];
  if (isNumericLiteral(node)) return node.text === "0" ? [is("1")] : node.text === "1" ? [is("0")] : [];
  if (isStringLiteral(node) || isNoSubstitutionTemplateLiteral(node)) return node.text === "" || isName(node) ? [] : [is('""')];
  if (isIfStatement(node)) return [negated(node.expression, source), ...early(node, source)];
  if (node.kind === SyntaxKind.ConditionalExpression) return conditions(node, source);
  if (isBinaryExpression(node)) {
    const operator = node.operatorToken;
    const text = OPERATORS[operator.kind];
    return text
      ? [{ node: operator, text, what: `${operator.getText(source)} is ${text} in ${short(node.getText(source))}` }]
      : [];
  }
  if (isExpressionStatement(node)) return isCall(node.expression) ? [is(";"), ...early(node, source)] : early(node, source);
  if (isForStatement(node) || isVariableStatement(node)) return early(node, source);
  if (!isArrayLiteralExpression(node)) return [];
  return node.elements.map((element, at) => {
    const end = node.elements[at + 1]?.getStart(source) ?? element.end;
    return { node: element, end, text: "", what: `${short(element.getText(source))} is gone from its list` };
  });
}

function conditions(node: Node, source: SourceFile): Place[] {
  const places: Place[] = [];
  node.forEachChild((child) => void (places.length || places.push(negated(child, source))));
  return places;
}

function negated(node: Node, source: SourceFile): Place {
  const text = node.getText(source);
  return { node, text: `!(${text})`, what: `not: ${short(text)}` };
}

/** A function that ends before this statement of its body. */
function early(node: Node, source: SourceFile): Place[] {
  const block = node.parent;
  if (!block || !isBlock(block) || !block.parent || !isFunctionLikeDeclaration(block.parent)) return [];
  const text = node.getText(source);
  return [{ node, text: `return; ${text}`, what: `returns before: ${short(text)}` }];
}

const isCall = (node: Node): boolean => isCallExpression(node) || (isAwaitExpression(node) && isCallExpression(node.expression));

/** A name of a property, which is no text. */
const isName = (node: Node): boolean => isPropertyAssignment(node.parent) && node.parent.name === node;

function short(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
}
