import type { ProcessType } from "./plan.ts";

/**
 * What is to be said beforehand of a process type that docker options publish ports of the host for, which one container at a time can have.
 * Contract: Dokku's words.
 */
export function takesPortsTwice(options: readonly string[], { type, count, disabled }: ProcessType): string | undefined {
  if (!options.some(isPublishing)) return undefined;
  if (count > 1)
    return `Deploys may fail when publishing ports and scaling to multiple containers. Consider scaling process type ${type} to 1.`;
  if (disabled) return undefined;
  return `Deploys may fail when publishing ports and enabling zero downtime. Consider disabling zero downtime for process type ${type}.`;
}

/** `-p`, `-P` and their long names, joined with their value or not. */
const isPublishing = (word: string): boolean => /^(-[pP]|--publish(-all)?(=|$))/.test(word);
