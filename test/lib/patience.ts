/**
 * How long a test waits for what has to come, in milliseconds: long enough for a machine many times slower than ours, as a limit that
 * is met by slowness says nothing about the code. Nothing waits this long where all is well.
 */
export const PATIENCE = 20 * 60_000;
