/** The few shapes that the pictures are made of; colours for a light and a dark reader stand here. */

/** Marks that end an element's text in XML. */
const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

export type Style = "title" | "plain" | "soft" | "code" | "number";

/** A line of text whose baseline begins, or is centred, at a point. */
export function text(
  x: number,
  y: number,
  words: string,
  style: Style = "plain",
  anchor: "start" | "middle" | "end" = "start",
): string {
  return `<text x="${x}" y="${y}" class="${style}"${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${escaped(words)}</text>`;
}

/** A room with rounded corners. */
export const room = (x: number, y: number, width: number, height: number, kind: "room" | "strong" = "room"): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" class="${kind}"/>`;

/** A field of a table, the darker the more of `most` it stands for. A reader who points at it is told `hint`. */
export function field(x: number, y: number, width: number, height: number, share: number, hint: string): string {
  const shade = (0.12 + 0.6 * share).toFixed(2);
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" class="field" fill-opacity="${shade}"><title>${escaped(hint)}</title></rect>`;
}

/** An arrow from point to point. */
export const arrow = (x: number, y: number, toX: number, toY: number): string =>
  `<path d="M${x} ${y}L${toX} ${toY}" class="arrow" marker-end="url(#head)"/>`;

/** Words in lines of at most that many characters. */
export function lines(words: readonly string[], most: number): string[] {
  const found: string[] = [];
  for (const word of words) {
    const last = found.at(-1);
    if (last === undefined || last.length + 2 + word.length > most) found.push(word);
    else found[found.length - 1] = `${last}, ${word}`;
  }
  return found;
}

/** The whole picture. `label` says to those who cannot see it what it shows. */
export function picture(width: number, height: number, label: string, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(label)}">
<style>
text { font: 13px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; fill: #24292f }
.title { font-weight: 600; font-size: 15px }
.soft { fill: #57606a; font-size: 12px }
.code { font: 12px ui-monospace, "DejaVu Sans Mono", monospace }
.number { font-weight: 600 }
.paper { fill: #fff }
.room { fill: #f6f5f1; stroke: #cfcabd }
.strong { fill: #e3efe7; stroke: #7fae91 }
.field { fill: #4f9a6d }
.arrow { stroke: #57606a; stroke-width: 1.5; fill: none }
.head { fill: #57606a }
@media (prefers-color-scheme: dark) {
text { fill: #e2e5e9 }
.soft { fill: #a3abb5 }
.paper { fill: #14171b }
.room { fill: #20252b; stroke: #434b55 }
.strong { fill: #1d3527; stroke: #4d8663 }
.arrow { stroke: #a3abb5 }
.head { fill: #a3abb5 }
}
</style>
<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z" class="head"/></marker></defs>
<rect width="${width}" height="${height}" rx="8" class="paper"/>
${parts.join("\n")}
</svg>
`;
}
