import { Exit } from "hokku/command";
import { KEY } from "hokku/environment";

/** Refuses what cannot be the key of a variable, naming it. */
export function validKey(key: string): string {
  if (KEY.test(key)) return key;
  const shown = JSON.stringify(key.length > 80 ? `${key.slice(0, 80)}...` : key);
  throw new Exit(1, `Invalid key name: ${shown}; use letters, digits and "_", not beginning with a digit`);
}

/** Refuses what is no text: a variable can hold neither a zero byte nor broken UTF-8. */
export function validValue(key: string, value: string): string {
  if (!/[\0\ufffd]/.test(value)) return value;
  throw new Exit(
    1,
    `The value of ${key} is not text in UTF-8: let the terminal send UTF-8, or encode what is binary (base64), or mount it as a file`,
  );
}

/** Reads `KEY=value` words; with `encoded`, the values are base64. */
export function pairs(words: readonly string[], encoded = false): Map<string, string> {
  return new Map(
    words.map((word) => {
      const at = word.indexOf("=");
      if (at < 0) throw new Exit(1, `Invalid env pair: ${JSON.stringify(word.slice(0, 80))}; it has to look like KEY=value`);
      const key = validKey(word.slice(0, at));
      const value = word.slice(at + 1);
      return [key, validValue(key, encoded ? decoded(key, value) : value)];
    }),
  );
}

function decoded(key: string, value: string): string {
  if (value.length % 4 || !/^[A-Za-z0-9+/]*={0,2}$/.test(value)) throw new Exit(1, `The value of ${key} is not base64`);
  return Buffer.from(value, "base64").toString("utf8");
}
