/**
 * Inside the engine every string is a row of bytes, one character (U+0000 to U+00FF) per byte, as strings are in Go:
 * `len`, `index`, `slice` and `substr` count bytes, and a template that is not UTF-8 passes through unharmed.
 */
export function toBytes(text: string): string {
  return isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1");
}

/** The way back: what a person or a file outside reads. Bytes that are not UTF-8 become U+FFFD. */
export function toText(bytes: string): string {
  return isAscii(bytes) ? bytes : Buffer.from(bytes, "latin1").toString("utf8");
}

/** Does to the characters what `change` says, for functions that mean letters and not bytes. */
export function asText(bytes: string, change: (text: string) => string): string {
  return toBytes(change(toText(bytes)));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}
