import { toText } from "./bytes.ts";

const html: Readonly<Record<string, string>> = {
  "\0": "\xef\xbf\xbd",
  '"': "&#34;",
  "'": "&#39;",
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};

/** Text that may stand inside an HTML element or a quoted attribute. */
export function htmlEscaped(text: string): string {
  return text.replace(/[\0"'&<>]/g, (char) => html[char] ?? char);
}

/** Text that may stand inside a quoted JavaScript string. */
export function jsEscaped(bytes: string): string {
  const text = toText(bytes).replace(/[\\'"]|[<>&=]|[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (char) => {
    if ("\\'\"".includes(char)) return `\\${char}`;
    return `\\u${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
  });
  return Buffer.from(text, "utf8").toString("latin1");
}

/** Text that may stand as a value in a URL's query. */
export function urlEscaped(bytes: string): string {
  return bytes.replace(/[^A-Za-z0-9\-_.~]/g, (char) =>
    char === " " ? "+" : `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
