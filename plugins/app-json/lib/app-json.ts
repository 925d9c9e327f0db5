import { Exit, type Io } from "hokku";
import { extracted } from "hokku/deploy/extracted";

/** What an app.json may say, as far as it is used. Contract: Heroku's app.json with Dokku's additions. */
export interface AppJson {
  readonly formation: Readonly<Record<string, { readonly quantity?: number; readonly max_parallel?: number }>>;
  readonly scripts: { readonly predeploy: string; readonly postdeploy: string; readonly first: string };
  readonly env: Readonly<Record<string, EnvVariable>>;
}

/** A variable that an app.json asks for. */
export interface EnvVariable {
  readonly value: string;
  readonly required: boolean;
  readonly generator: string;
  /** Set on every deploy, not only where it is missing. */
  readonly sync: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Reads an app.json, comments and commas at the end allowed; what is broken is refused with its place. */
export function parseAppJson(text: string): AppJson {
  const all = rawAppJson(text);
  const formation = Object.entries(object(all.formation, "formation")).map(([type, entry]) => {
    const { quantity, max_parallel } = object(entry, `formation.${type}`);
    const counts = {
      ...count(quantity, `formation.${type}.quantity`, "quantity"),
      ...count(max_parallel, `formation.${type}.max_parallel`, "max_parallel"),
    };
    return [type, counts];
  });
  const scripts = object(all.scripts, "scripts");
  const ours = object(scripts.dokku, "scripts.dokku");
  return {
    formation: Object.fromEntries(formation),
    scripts: {
      predeploy: string(ours.predeploy, "scripts.dokku.predeploy"),
      postdeploy: string(ours.postdeploy, "scripts.dokku.postdeploy"),
      first: string(scripts.postdeploy, "scripts.postdeploy"),
    },
    env: Object.fromEntries(Object.entries(object(all.env, "env")).map(([key, entry]) => [key, variable(key, entry)])),
  };
}

/** The app.json as it stands, for others to read their part. */
export function rawAppJson(text: string): Json {
  if (!text.trim()) return {};
  try {
    return object(JSON.parse(plain(text)), "app.json");
  } catch (error) {
    throw new Exit(1, `app.json cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The app's own, as this process has to see it. */
export const appJsonOf = (app: string, env: Io["env"]): AppJson => parseAppJson(appJsonText(app, env));

export const appJsonText = (app: string, env: Io["env"]): string => extracted("app-json", "app.json", app, env).text() ?? "";

/** JSON without comments and commas before a closing bracket; strings stay as they are. */
function plain(text: string): string {
  const stripped = text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (_, quoted?: string) => quoted ?? " ");
  return stripped.replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, quoted?: string) => quoted ?? "");
}

function variable(key: string, entry: unknown): EnvVariable {
  if (typeof entry === "string") return { value: entry, required: true, generator: "", sync: false };
  const { value, required, generator, sync } = object(entry, `env.${key}`);
  return {
    value: string(value, `env.${key}.value`),
    required: required !== false,
    generator: string(generator, `env.${key}.generator`),
    sync: sync === true,
  };
}

function count(value: unknown, place: string, key: string): Record<string, number> {
  if (value === undefined || value === null) return {};
  if (typeof value === "number" && Number.isInteger(value) && value >= 0 && value < 10_000) return { [key]: value };
  throw new Exit(1, `app.json: ${place} has to be a whole number from 0 on`);
}

function string(value: unknown, place: string): string {
  if (value === undefined || value === null) return "";
  if (typeof value === "string") return value;
  throw new Exit(1, `app.json: ${place} has to be text`);
}

function object(value: unknown, place: string): Json {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Json;
  throw new Exit(1, `app.json: ${place} has to be an object`);
}
