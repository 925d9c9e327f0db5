import { answer, type Io } from "hokku";

/** What Traefik is to ask the containers of a service, by the first check of app.json that is for readiness and has a path. */
export async function healthLabels(io: Io, app: string, service: string): Promise<string[]> {
  const text = await answer(io, "app-json-get-content", app).catch(() => "");
  const checks: unknown = Object(Object(parsed(text)).healthchecks).web;
  const check = Array.isArray(checks) ? checks.map(Object).find(({ type, path }) => type === "readiness" && path) : undefined;
  if (!check) return [];
  const { path, scheme, port, timeout, wait } = check;
  const asked = { path, scheme, port, timeout: seconds(timeout), interval: seconds(wait) };
  return Object.entries(asked).flatMap(([key, value]) =>
    value === undefined || value === null || value === ""
      ? []
      : [`traefik.http.services.${service}.loadbalancer.healthcheck.${key}=${String(value)}`],
  );
}

const seconds = (value: unknown): string | undefined => (typeof value === "number" ? `${value}s` : undefined);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text || "{}");
  } catch {
    return {};
  }
}
