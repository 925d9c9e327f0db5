import type { Io } from "hokku";
import { output } from "hokku/run";

/** The docker client to start. */
export const dockerBin = (io: Io): string => io.env.DOCKER_BIN ?? "docker";

/** Runs a docker command and answers what it printed; its failure is thrown with Docker's own words. */
export function docker(io: Io, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return output(io, dockerBin(io), args, { env });
}

/** Runs a docker command whose failure changes nothing: what it was to remove or stop may be gone already. */
export async function dockerMaybe(io: Io, args: readonly string[]): Promise<string> {
  return docker(io, args).catch(() => "");
}
