import { join } from "node:path";
import { readText } from "hokku/files";

/** A plugin that people have written for Dokku. */
export interface Known {
  readonly plugin: string;
  /** `owner/name` on GitHub. */
  readonly repository: string;
  readonly purpose: string;
}

/** Command groups of Dokku itself that are not here yet. */
const NOT_YET =
  /^(builder-(lambda|nixpacks|pack|railpack)|lambda|nixpacks|pack|railpack|caddy|cron|haproxy|openresty|repo|traefik|builds)(:|$)/;

/**
 * What to tell somebody who asks for a command that nobody here has: the plugin of that name, official or of the community, and how
 * to install it, or that Dokku has it and we do not yet. Undefined where the name says nothing to us.
 */
export function knownElsewhere(command: string): string | undefined {
  if (NOT_YET.test(command)) return `Dokku has it, Hokku does not yet; what else is missing: docs/compatibility.md`;
  if (/^scheduler-k3s(:|$)/.test(command)) return "Kubernetes is not for Hokku, which runs apps by docker-local on one host";
  const found = known().find(({ plugin }) => plugin === command.replace(/:.*/, ""));
  if (!found) return undefined;
  return `the plugin ${found.plugin} (${found.purpose}) has it; run: sudo dokku plugin:install https://github.com/${found.repository}.git`;
}

/** The table of known plugins, made from a list of them and Dokku's own. */
export function known(): readonly Known[] {
  const [, ...rows] = (readText(join(import.meta.dirname, "known-plugins.tsv")) ?? "").trim().split("\n");
  return rows.map((row) => {
    const [plugin = "", repository = "", purpose = ""] = row.split("\t");
    return { plugin, repository, purpose };
  });
}
