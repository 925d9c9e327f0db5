import type { Io } from "hokku";

/** The trigger's arguments are Dokku's, for everybody's hooks; this is for ours. */
const AS_WRITTEN = "HOKKU_AS_WRITTEN";

/** With this, `procfile-get-command` answers a line as it stands in the Procfile: all variables but PORT are left to the shell that will run it. */
export const asWritten = (io: Io): Io => ({ ...io, env: { ...io.env, [AS_WRITTEN]: "1" } });

/** Whether a line is wanted so. */
export const isAsWritten = ({ env }: Io): boolean => env[AS_WRITTEN] !== undefined;
