import type { Io } from "hokku";
import { knownPlugins, preferred } from "hokku/known-plugins";
import { listPlugins } from "hokku/plugin-list";

const { statSync } = process.getBuiltinModule("node:fs");

/** Commands that Dokku names in its help, or has had, and what came of them. */
const GONE: readonly (readonly [command: RegExp, said: string])[] = [
  [/^certs:(chain|key|rollback)$/, "Dokku lists it and has never had it; what there is: dokku certs"],
  [/^backup(:|$)/, "Dokku had it until 0.4.14; how to keep all of a host: docs/backup.md"],
  [/^(scheduler-)?k3s(:|$)/, "Kubernetes is not for Hokku, which runs apps by docker-local on one host"],
];

/**
 * What to tell somebody who asks for a command that nobody here has: the plugin of that name, official or of the community, and how
 * to install it, or what came of a command of Dokku's own. Undefined where the name says nothing to us.
 */
export function knownElsewhere(command: string, { env }: Io): string | undefined {
  const word = command.replace(/:.*/, "");
  const gone = GONE.find(([of]) => of.test(command));
  if (gone) return gone[1];
  const here = listPlugins(env).find(({ name }) => name === word);
  const found = preferred(knownPlugins(env).filter(({ name }) => name === word));
  if (here) return here.enabled ? undefined : `its plugin is disabled; run: ${sudo(env)}dokku plugin:enable ${word}`;
  if (!found) return undefined;
  return `the plugin ${found.name} (${found.purpose}) has it, and is not installed; run: ${sudo(env)}${found.install}`;
}

/** Whose code it is needs none, as in quickstart. */
const sudo = ({ HOKKU_PATH = "/" }: Io["env"]): string => (process.getuid?.() === statSync(HOKKU_PATH).uid ? "" : "sudo ");
