/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** What is wrong with it, or why it was not looked at. */
  readonly why?: string;
  readonly skipped?: boolean;
  /** `why` is worth knowing, and no fault: TAP's TODO. */
  readonly noted?: boolean;
  /** How long what was run took. */
  readonly ms?: number;
  /** Lines of what tests that failed have printed. */
  readonly printed?: readonly string[];
}

/** A check that is well where nothing is wrong. */
export const judged = (name: string, wrong: readonly string[], ms?: number): Check => ({
  name,
  ok: wrong.length === 0,
  ...(wrong.length && { why: wrong.join("; ") }),
  ...(ms !== undefined && { ms }),
});
