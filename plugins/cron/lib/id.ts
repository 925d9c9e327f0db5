const DIGITS = 36n;

/** A job's ID. Contract: Dokku's, so that crontabs, suspended jobs and scripts go on with it. */
export const jobId = (app: string, command: string, schedule: string): string =>
  base36(Buffer.from(`${app}===${command}===${schedule}`));

/** The ID of a plugin's entry, of its fields as they stand. Contract: Dokku's. */
export const entryId = (fields: readonly string[]): string => base36(Buffer.from(fields.join(";;;")));

/** Bytes as one number of base 36 in lower case; each zero byte in front is a 0. Contract: multiformats' base36. */
export function base36(bytes: Buffer): string {
  const zeros = bytes.findIndex((byte) => byte !== 0);
  if (zeros < 0) return "0".repeat(bytes.length);
  let number = BigInt(`0x${bytes.toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= DIGITS) text = (number % DIGITS).toString(36) + text;
  return "0".repeat(zeros) + text;
}
