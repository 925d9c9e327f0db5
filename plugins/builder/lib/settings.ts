/** Every property of the builders; `detected` is written by deploys only. */
export const KEYS = ["build-dir", "detected", "selected", "skip-cleanup"];
