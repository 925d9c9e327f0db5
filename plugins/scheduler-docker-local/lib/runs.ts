import { detail, Exit, headline, type Io, trouble, write } from "hokku";
import ps from "hokku/settings/ps";
import { docker, dockerMaybe } from "./docker.ts";

/** Shows the one-off containers of an app. */
export async function listRuns(io: Io, app: string, format: string): Promise<void> {
  const filters = [`--filter=label=com.dokku.app-name=${app}`, "--filter=label=com.dokku.container-type=run"];
  const table = `${io.env.DOKKU_QUIET_OUTPUT ? "" : "table "}{{.Names}}\t{{.Command}}\t{{.RunningFor}}`;
  const words = ["container", "ls", "--all", "--no-trunc", ...filters, `--format=${format === "json" ? "{{json .}}" : table}`];
  const printed = await docker(io, words);
  if (format !== "json") {
    headline(io, `${app} run containers`);
    return write(io, printed ? `${printed}\n` : "");
  }
  const rows: { Names: string; State: string; Command: string; CreatedAt: string }[] = printed
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const shown = rows.map((row) => ({ name: row.Names, state: row.State, command: row.Command, created_at: row.CreatedAt }));
  write(io, `${JSON.stringify(shown, null, 2)}\n`);
}

/** Names of an app's one-off containers, or the one that was named. */
export async function namesOfRuns(io: Io, app: string, name: string): Promise<string[]> {
  if (name) return [name];
  const filters = [`--filter=label=com.dokku.app-name=${app}`, "--filter=label=com.dokku.container-type=run"];
  const printed = await docker(io, ["container", "ls", "--all", ...filters, "--format={{.Names}}"]);
  return printed.split("\n").filter(Boolean);
}

/** Stops one-off containers, by name or all of an app. */
export async function stopRuns(io: Io, app: string, name: string): Promise<void> {
  const names = await namesOfRuns(io, app, name);
  if (!names.length) return trouble(`No run containers exist for ${app}`);
  const seconds = ps.of(app, "stop-timeout-seconds", io.env);
  await docker(io, ["container", "stop", `--time=${seconds}`, ...names]).catch((error: unknown) => {
    throw new Exit(1, `Unable to stop ${names.join(", ")}: ${error instanceof Error ? error.message : String(error)}`);
  });
  write(io, `${names.join("\n")}\n`);
}

/** Ends one-off and cron containers that have outlived the deadline they were started with, of one app or of all. */
export async function retireRuns(io: Io, app: string): Promise<void> {
  const of = app ? [`--filter=label=com.dokku.app-name=${app}`] : [];
  const row = '{{.ID}} {{.Label "com.dokku.app-name"}} {{.Label "com.dokku.active-deadline-seconds"}} {{.CreatedAt}}';
  const words = [
    "container",
    "ls",
    "--all",
    "--no-trunc",
    "--filter=label=com.dokku.active-deadline-seconds",
    ...of,
    `--format=${row}`,
  ];
  for (const line of (await docker(io, words)).split("\n").filter(Boolean)) {
    const [, id = "", owner = "", seconds = "", created = ""] = /^(\S+) (\S+) (\d+) (\S+ \S+ \S+)/.exec(line) ?? [];
    if (!id || Date.parse(created) + Number(seconds) * 1000 > Date.now()) continue;
    detail(io, `Retiring container ${id.slice(0, 12)}`);
    const patience = ps.of(owner, "stop-timeout-seconds", io.env);
    await dockerMaybe(io, ["container", "stop", `--time=${patience}`, id]);
    await dockerMaybe(io, ["container", "rm", "--force", "--volumes", id]);
  }
}
