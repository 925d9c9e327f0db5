/** What a sink is told, as Vector's configuration nests it. */
export interface Settings {
  [key: string]: string | number | boolean | null | string[] | Settings;
}

const KEY = /^[A-Za-z]\w*(\[\w*\])*$/;

/**
 * Reads a sink's address: `console://?encoding[codec]=json` is `{ type: "console", encoding: { codec: "json" } }`.
 * Contract: Dokku's `vector-sink`: the scheme is the type, the query its settings, `a[b]=` nests, `a[]=` makes a list, and values
 * that are JSON's numbers, true, false and null are those. A nested value is unescaped once more for each level, so that `%252B` is its `+`.
 * What cannot be read is an error that says what to write.
 */
export function parseSink(address: string): Settings {
  const [, scheme, query] = /^([A-Za-z][\w-]*):\/\/[^?]*\??(.*)$/s.exec(address) ?? [];
  if (!scheme || query === undefined)
    throw new Error("write it as TYPE://?SETTING=VALUE&..., as in console://?encoding[codec]=json");
  const settings: Settings = {};
  for (const [key, value] of new URLSearchParams(query)) {
    if (!KEY.test(key) || /__proto__|^(sinks|inputs|type)(\[|$)/.test(key))
      throw new Error(`it cannot have the setting ${JSON.stringify(key)}`);
    put(
      settings,
      key.split(/\]?\[/).map((part) => part.replace(/\]$/, "")),
      value,
    );
  }
  return { ...settings, type: scheme.toLowerCase().replaceAll("-", "_") };
}

function put(into: Settings, [key = "", next, ...rest]: string[], value: string): void {
  const there = Object.hasOwn(into, key) ? into[key] : undefined;
  if (next === undefined) into[key] = typed(value);
  else if (next === "") into[key] = [...(Array.isArray(there) ? there : []), unescaped(value)];
  else {
    const inner = typeof there === "object" && there !== null && !Array.isArray(there) ? there : {};
    into[key] = inner;
    put(inner, [next, ...rest], unescaped(value));
  }
}

function unescaped(value: string): string {
  try {
    return decodeURIComponent(value.replaceAll("+", " "));
  } catch {
    throw new Error(`${JSON.stringify(value)} in it is no value: write % as %25`);
  }
}

const typed = (value: string): string | number | boolean | null =>
  /^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?)$/.test(value) ? JSON.parse(value) : value;

/** Says what is wrong with a sink's address, if anything. */
export function notASink(address: string): string | undefined {
  try {
    parseSink(address);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
