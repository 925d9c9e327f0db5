import type { Io } from "hokku";
import { output } from "hokku/run";

/** The docker client to start. */
export const dockerBin = (io: Io): string => io.env.DOCKER_BIN ?? "docker";

/** Runs a docker command and answers what it printed; its failure is thrown with Docker's own words. */
export function docker(io: Io, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<string> {
  return output(io, dockerBin(io), args, { env });
}

/** Removes containers by force, and answers whether they are gone: those that were gone before are, and with an engine that has died none is. */
export async function removed(io: Io, names: readonly string[]): Promise<boolean> {
  if (!names.length) return true;
  const failed = docker(io, ["container", "rm", "--force", "--volumes", ...names]).then(
    () => "",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return (await failed).split("\n").every((line) => !line || /No such container|is already in progress/i.test(line));
}

/** Runs a docker command whose failure changes nothing: what it was to remove or stop may be gone already. */
export async function dockerMaybe(io: Io, args: readonly string[]): Promise<string> {
  return docker(io, args).catch(() => "");
}
