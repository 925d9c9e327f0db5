/** Variables whose values say how an app runs, not what it knows. Contract: Dokku's list. */
const OPEN = /^(CACHE_PATH=|DOCKER_|DOKKU_|DYNO=|PATH=|PORT=|USER=)/;

/** What `docker inspect` answered, with the values of all other variables masked and keys in order. */
export function withoutSecrets(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) return value.map((item) => (key === "Env" ? masked(item) : withoutSecrets(item)));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutSecrets(inner, name)]));
}

const masked = (item: unknown): unknown => (typeof item !== "string" || OPEN.test(item) ? item : `${item.split("=")[0]}=XXXXXX`);
