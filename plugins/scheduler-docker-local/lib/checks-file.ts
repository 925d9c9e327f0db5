import { Exit, type Io } from "hokku";
import { appEnvironment } from "hokku/environment";

/** What a CHECKS file that does not say so means, in seconds and tries. */
const USUAL = { wait: 5, timeout: 30, attempts: 5 };

/**
 * Reads a CHECKS file, the form checks had before app.json, as the app.json that says the same.
 * Contract: Dokku's format: `WAIT=`, `TIMEOUT=`, `ATTEMPTS=` lines, then one `[scheme:][//host]/path [content]` a line.
 */
export function appJsonOfChecks(text: string, usual: object = USUAL): { healthchecks: { web: object[] } } {
  const settings = { ...usual };
  const web: object[] = [];
  for (const [at, raw] of text.split("\n").entries()) {
    const line = raw.replace(/#.*/, "").trim();
    const [, key, value = ""] = /^(WAIT|TIMEOUT|ATTEMPTS)=(.*)$/.exec(line) ?? [];
    if (key && !/^\d+$/.test(value)) throw new Exit(1, `CHECKS, line ${at + 1}: ${key} takes a whole number, not ${value}`);
    if (key) Object.assign(settings, { [key.toLowerCase()]: Number(value) });
    else if (line) web.push(check(line, web.length + 1, at + 1));
  }
  return { healthchecks: { web: web.map((entry) => ({ ...settings, ...entry })) } };
}

/** A CHECKS file with its template rendered, where it is one: `{{ var "KEY" }}` is the app's variable. */
export async function renderedChecks(text: string, app: string, env: Io["env"]): Promise<string> {
  if (!text.includes("{{")) return text;
  const { render, TemplateError } = await import("hokku/sigil");
  try {
    return render(text, {}, { name: "CHECKS", env: appEnvironment(app, env) });
  } catch (error) {
    throw error instanceof TemplateError ? new Exit(1, error.message) : error;
  }
}

function check(line: string, number: number, at: number): object {
  const [, scheme, host, path, content] = /^(?:(https?):)?(?:\/\/([^/\s?]+))?(\/\S*)?(?:\s+(.*))?$/.exec(line) ?? [];
  if (!path && !host) throw new Exit(1, `CHECKS, line ${at}: expected a path such as /health, found: ${line}`);
  return {
    type: "startup",
    name: `check-${number}`,
    path: path ?? "/",
    ...(scheme === "https" && { scheme }),
    ...(host && { httpHeaders: [{ name: "Host", value: host }] }),
    ...(content && { content }),
  };
}
