import { type Io, trigger, trouble } from "hokku";

/** What plugins have cron do comes and goes with them. */
export const rewriteCrontab = (io: Io): Promise<void> =>
  trigger({ ...io, stdout: () => {} }, "cron-write", "docker-local").catch((error: unknown) =>
    trouble(`What cron does was not written anew: ${error instanceof Error ? error.message : error}`),
  );
