/** Writes one line about what happened, for the operator. */
export type Log = (text: string) => void;

/** A log on stderr, which the daemon has in its log file: time and text, one line each. */
export const log: Log = (text) =>
  void process.stderr.write(`${new Date().toISOString()} ${text.replace(/[^ -~\u00a0-\uffff]+/g, " ")}\n`);
