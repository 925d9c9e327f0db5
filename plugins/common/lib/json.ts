import type { Io } from "../../../core/execute.ts";
import { write } from "./talk.ts";

/**
 * A result as `--json` prints it. An object's keys are fields, spelt in one way, as flags are: `created-at`, whatever they are called
 * in the code. A Map's keys are data, names of variables or apps, and stay as they are. A result with `toJSON` says itself what is shown.
 */
export function spelt(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelt);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, spelt(one)]));
  if (value === null || typeof value !== "object") return value;
  if ("toJSON" in value && typeof value.toJSON === "function") return spelt(value.toJSON());
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [kebab(key), spelt(one)]));
}

/** The same with keys and values as the code has them, for `--format json`, whose spelling is Dokku's. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plain(one)]));
  if (value === null || typeof value !== "object") return value;
  if ("toJSON" in value && typeof value.toJSON === "function") return plain(value.toJSON());
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]));
}

/** `createdAt`, `CreatedAt`, `created_at`: `created-at`; `IPv6`: `ipv6`. */
export const kebab = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z]{2,})([A-Z][a-z]{2,})/g, "$1-$2")
    .replaceAll("_", "-")
    .replace(/^IPv6$/i, "ipv6")
    .toLowerCase();

/** Something of another program's, Docker's for instance, whose keys are its own. */
export function asData(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asData);
  if (value === null || typeof value !== "object") return value;
  return new Map(Object.entries(value).map(([key, one]) => [key, asData(one)]));
}

/** A value that is kept as text, as what it is: `true` and `false`, whole numbers, else the text. */
export function typed(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^(0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

/** An io whose stdout is made of lines, each of which becomes a line of JSON. `end` is for a last one without an end. */
export function asLines(io: Io, object: (line: string) => unknown): { io: Io; end: () => void } {
  const decoder = new TextDecoder();
  let rest = "";
  const put = (line: string) => {
    const one = object(line);
    if (one !== undefined) write(io, `${JSON.stringify(spelt(one))}\n`);
  };
  const stdout = (chunk: Buffer | string) => {
    const lines = `${rest}${typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true })}`.split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(put);
  };
  return { io: { ...io, stdout }, end: () => rest && put(rest) };
}
