import { Exit } from "hokku";

/** One check of a container, in the words of app.json; times are seconds. Contract: Dokku's app.json `healthchecks`. */
export interface Healthcheck {
  readonly name: string;
  readonly kind: "listening" | "path" | "command" | "uptime";
  readonly port: number | undefined;
  readonly path: string;
  readonly scheme: "http" | "https";
  readonly headers: Readonly<Record<string, string>>;
  readonly content: string;
  readonly command: readonly string[];
  readonly uptime: number;
  readonly attempts: number;
  readonly wait: number;
  readonly timeout: number;
  readonly initialDelay: number;
  /** Its failure is told, and fails nothing. */
  readonly warn: boolean;
  /** What is run in the container where it has failed. */
  readonly onFailure: readonly string[];
}

type Json = Readonly<Record<string, unknown>>;

/** The startup checks that an app.json asks for, by process type. Those of another moment, `liveness`, are for other schedulers. */
export function healthchecksOf(appJson: unknown, type: string, moment = "startup"): Healthcheck[] {
  const all = isObject(appJson) && isObject(appJson.healthchecks) ? appJson.healthchecks[type] : undefined;
  if (all === undefined) return [];
  if (!Array.isArray(all)) throw new Exit(1, `app.json: healthchecks.${type} has to be a list`);
  const checks = all.map((entry: unknown, at) => ({ entry, place: `healthchecks.${type}[${at}]` }));
  return checks.flatMap(({ entry, place }) => {
    if (!isObject(entry)) throw new Exit(1, `app.json: ${place} has to be an object`);
    // One without a type belongs to no moment: a push names it, and it is skipped, as in Dokku.
    return entry.type === moment ? [healthcheck(entry, place)] : [];
  });
}

function healthcheck(entry: Json, place: string): Healthcheck {
  const kind = kindOf(entry, place);
  return {
    name: text(entry, "name", place) || place,
    kind,
    port: !isMeant(entry.port) ? undefined : seconds(entry, "port", 0, place),
    path: text(entry, "path", place) || "/",
    scheme: text(entry, "scheme", place).toLowerCase() === "https" ? "https" : "http",
    headers: headers(entry, place),
    content: text(entry, "content", place),
    command: words(entry, place),
    uptime: seconds(entry, "uptime", 0, place),
    attempts: seconds(entry, "attempts", 3, place),
    wait: seconds(entry, "wait", 5, place),
    timeout: seconds(entry, "timeout", 5, place),
    initialDelay: seconds(entry, "initialDelay", 0, place),
    warn: entry.warn === true,
    onFailure: isObject(entry.onFailure) ? words(entry.onFailure, `${place}.onFailure`) : [],
  };
}

function kindOf(entry: Json, place: string): Healthcheck["kind"] {
  const kinds = (["listening", "path", "command", "uptime"] as const).filter((key) => isMeant(entry[key]));
  if (kinds.length > 1) throw new Exit(1, `app.json: ${place} has ${kinds.join(" and ")}; one check looks at one thing`);
  return kinds[0] ?? "uptime";
}

/** Contract: what Go takes for nothing is nothing. */
const isMeant = (value: unknown): boolean =>
  Array.isArray(value) ? value.length > 0 : ![undefined, null, false, 0, ""].some((nothing) => nothing === value);

function words(entry: Json, place: string): string[] {
  const command = entry.command ?? [];
  if (Array.isArray(command) && command.every((word) => typeof word === "string")) return command;
  throw new Exit(1, `app.json: ${place}.command has to be a list of words`);
}

function headers(entry: Json, place: string): Record<string, string> {
  const list = Array.isArray(entry.httpHeaders) ? entry.httpHeaders : [];
  return Object.fromEntries(
    list.map((header: unknown) => {
      if (isObject(header) && typeof header.name === "string") return [header.name, String(header.value ?? "")];
      throw new Exit(1, `app.json: ${place}.httpHeaders has to hold objects with "name" and "value"`);
    }),
  );
}

function text(entry: Json, key: string, place: string): string {
  const value = entry[key] ?? "";
  if (typeof value === "string") return value;
  throw new Exit(1, `app.json: ${place}.${key} has to be text`);
}

function seconds(entry: Json, key: string, fallback: number, place: string): number {
  const value = entry[key] ?? 0;
  if (typeof value === "number" && Number.isInteger(value) && value < 86_400) return value > 0 ? value : fallback;
  throw new Exit(1, `app.json: ${place}.${key} has to be a whole number below a day`);
}

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value);
