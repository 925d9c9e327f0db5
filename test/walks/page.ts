/**
 * A page of the documentation as the script of a walk: its `sh` blocks in order, and what comments in its source say about them.
 * The comments are explained in test/README.md.
 */

/** Where the reader of a block stands, and the words behind the place: flags of scripts/install for a server. */
export interface Place {
  readonly name: "fresh-server" | "server" | "client" | "desk" | "browser";
  readonly flags: readonly string[];
}

export interface Step {
  readonly line: number;
  readonly place: Place;
  readonly script: string;
  /** Not shown to the reader: it makes what the page takes for granted. */
  readonly hidden: boolean;
  /** What the page says that the block prints. */
  readonly output?: string;
  /** Why the block is not run. */
  readonly skip?: string;
  /** Why the addresses it prints are not asked for. */
  readonly unanswered?: string;
  readonly fails: boolean;
}

export interface Page {
  readonly steps: readonly Step[];
  /** Images that the server has from the beginning. */
  readonly images: readonly string[];
  /** Why there is nothing to walk. */
  readonly none?: string;
}

const PLACES = ["fresh-server", "server", "client", "desk", "browser"] as const;

/** A comment for the walk, or a fenced block: `sh`, `output` or anything else. */
const PART = /^<!-- walk: (?<said>[^\n]*?)(?: -->|\n(?<script>[\s\S]*?)^-->)$|^```(?<language>\w*)\n(?<block>[\s\S]*?)^```$/gm;

/** What a page's text asks for. Throws where a comment is not understood, or a block stands nowhere. */
export function pageOf(text: string): Page {
  const steps: Step[] = [];
  const images: string[] = [];
  let place: Place | undefined;
  let none: string | undefined;
  let next: { skip?: string; unanswered?: string; fails?: boolean } = {};
  for (const { index, groups } of text.matchAll(PART)) {
    const { said, script, language, block = "" } = groups ?? {};
    const line = text.slice(0, index).split("\n").length;
    const add = (script: string, hidden: boolean) => {
      if (!place) throw new Error(`line ${line}: say first where the reader stands, as in <!-- walk: on server -->`);
      steps.push({ line, place, script, hidden, fails: false, ...next });
      next = {};
    };
    if (language === "sh") add(block, false);
    else if (language === "output") expectOutput(steps, block, line);
    else if (said === "first" && script !== undefined) add(script, true);
    else if (said !== undefined) {
      const [, word, rest = ""] = /^(on|image|none|skip|no answer|fails)(?:,? (.+))?$/.exec(said) ?? [];
      if (word === "on") place = placeOf(rest, line);
      else if (word === "image") images.push(rest);
      else if (word === "none" && rest) none = rest;
      else if (word === "skip" && rest) next = { ...next, skip: rest };
      else if (word === "no answer" && rest) next = { ...next, unanswered: rest };
      else if (word === "fails" && !rest) next = { ...next, fails: true };
      else throw new Error(`line ${line}: "${said}" is not something a walk understands; see test/README.md`);
    }
  }
  return { steps, images, ...(none && { none }) };
}

function expectOutput(steps: Step[], output: string, line: number): void {
  const last = steps.pop();
  if (!last || last.hidden || last.output !== undefined) throw new Error(`line ${line}: no block to which this output belongs`);
  steps.push({ ...last, output });
}

function placeOf(text: string, line: number): Place {
  const [word = "", ...flags] = text.split(" ");
  const name = PLACES.find((place) => place === word);
  if (!name) throw new Error(`line ${line}: a reader stands on one of ${PLACES.join(", ")}, not on "${word}"`);
  return { name, flags };
}
