import { join } from "node:path";
import { answer, type Io } from "hokku";
import { appRoot } from "hokku/apps";
import { isDeployed } from "hokku/deploy/deployed";
import { readText } from "hokku/files";
import { properties } from "hokku/properties";
import { report, settingKeys } from "hokku/report";
import { as, WHOLE, YES_NO } from "hokku/report-schema";
import { output } from "hokku/run";
import ps from "./settings.ts";
import { status } from "./start.ts";

const { readdirSync } = process.getBuiltinModule("node:fs");

const SHARED = ["procfile-path", "restart-policy", "skip-deploy", "stop-timeout-seconds"] as const;
const own =
  (key: "start-cmd" | "dockerfile-start-cmd") =>
  ({ env }: Io, app: string) =>
    ps.own(app, key, env);

/** Some processes of an app may run and others not. */
const RUNNING = { type: ["boolean", "string"], enum: [true, false, "mixed"] };

/** `ps:report` and its part of `dokku report`. */
export const psReport = report({
  plugin: "ps",
  summary: "Show how an app runs: processes, states, settings",
  keys: {
    deployed: as(YES_NO, async (io, app) => String(await isDeployed(io, app))),
    processes: as(WHOLE, async (io, app) => (await status(io, app)).count),
    running: as(RUNNING, async (io, app) => (await status(io, app)).running),
    restore: as(YES_NO, ({ env }, app) => ps.of(app, "restore", env)),
    "ps-can-scale": as(YES_NO, ({ env }, app) => properties("ps", env).get(app, "can-scale") || "true"),
    "ps-start-cmd": own("start-cmd"),
    "ps-computed-start-cmd": own("start-cmd"),
    "ps-dockerfile-start-cmd": own("dockerfile-start-cmd"),
    "ps-computed-dockerfile-start-cmd": own("dockerfile-start-cmd"),
    ...settingKeys(ps, { only: SHARED }),
  },
  globalKeys: settingKeys(ps, { only: SHARED, global: true }),
  more: containerStates,
});

/** `status-web.1`: `running (CID: 0123456789a)`, one docker command for all of them. */
async function containerStates(io: Io, app: string): Promise<Record<string, string>> {
  if ((await answer(io, "scheduler-detect", app)) !== "docker-local") return {};
  const root = appRoot(app, io.env);
  const files = readdirSync(root).filter((name) => name.startsWith("CONTAINER."));
  if (!files.length) return {};
  const words = [
    "container",
    "ls",
    "--all",
    "--no-trunc",
    `--filter=label=com.dokku.app-name=${app}`,
    "--format={{.ID}} {{.State}}",
  ];
  const rows = (await output(io, io.env.DOCKER_BIN ?? "docker", words)).split("\n").map((line) => line.split(" "));
  return Object.fromEntries(
    files.map((name) => {
      const id = (readText(join(root, name)) ?? "").trim();
      const state = rows.find(([full = ""]) => id && full.startsWith(id))?.[1] ?? "missing";
      return [`status-${name.slice("CONTAINER.".length)}`, `${state} (CID: ${id.slice(0, 11)})`];
    }),
  );
}
