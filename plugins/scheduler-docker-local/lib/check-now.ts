import { type Io, trouble } from "hokku";
import { checkContainer } from "./check.ts";
import { docker } from "./docker.ts";
import { healthchecksOf } from "./healthchecks.ts";
import { startupChecks } from "./startup-checks.ts";
import type { Place } from "./state.ts";

/** Checks a container that runs already; answers what is wrong with it, or undefined. */
export async function checkNow(io: Io, app: string, place: Place & { id: string; port: number }): Promise<string | undefined> {
  const format =
    "{{.State.Running}} {{.State.Pid}} {{.State.ExitCode}} {{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
  const [running, pid, code, ip = "127.0.0.1"] = (await docker(io, ["container", "inspect", `--format=${format}`, place.id]))
    .trim()
    .split(/\s+/);
  if (running !== "true") return `${place.type}.${place.index} does not run; it ended with exit code ${code}`;
  const checks = healthchecksOf(await startupChecks(io, app), place.type);
  const container = { ...place, pid: Number(pid), ip, started: 0, herokuish: false, headers: {} };
  const patience = AbortSignal.timeout(10 * 60_000);
  patience.addEventListener("abort", () => trouble("The checks took longer than ten minutes"));
  return checkContainer(io, container, checks, { boot: 5, uptime: 0 }, patience);
}
