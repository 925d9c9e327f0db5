/** Properties of ps and what counts where they are not set. Contract: Dokku's. */
export const DEFAULTS: Readonly<Record<string, string>> = {
  "procfile-path": "Procfile",
  "restart-policy": "on-failure:10",
  restore: "true",
  "skip-deploy": "false",
  "stop-timeout-seconds": "30",
};

/** Says what is wrong with a restart policy. Contract: `docker run --restart`. */
export function notAPolicy(value: string): string | undefined {
  return /^(no|always|unless-stopped|on-failure(:\d+)?)$/.test(value)
    ? undefined
    : "use no, always, unless-stopped, on-failure or on-failure:<tries>";
}
