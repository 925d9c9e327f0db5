/** A time as Dokku shows it: RFC 3339, in whole seconds. */
export const at = (time: string): string => time.replace(/\.\d+Z$/, "Z");
