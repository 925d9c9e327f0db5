/** A value in single quotes, as a shell reads it. */
export const quote = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
