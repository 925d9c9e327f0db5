import { join } from "node:path";
import { type Io, trouble, write } from "hokku";
import { appRoot, isApp } from "hokku/apps";
import { deployLock, whileDeploying } from "hokku/deploy/lock";
import { whileRecorded } from "hokku/deploy/record";
import { readText } from "hokku/files";
import { heldBy } from "hokku/lock";
import { scheduler } from "hokku/scheduler";
import { dyno, holders, stateFiles } from "./lib/state.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/** Runs apps as containers of the host's Docker. What each of these takes is loaded when it is asked for. */
export default scheduler({
  usesHostCron: true,
  warm: () => {
    process.getBuiltinModule("node:net").isIPv6("::1"); // compiles an expression, which takes 6 ms when the first port is claimed
    process.getBuiltinModule("node:readline");
    return import("./lib/deploy.ts");
  },
  deploy: async (io, app, tag, processType) => {
    const { deploy } = await import("./lib/deploy.ts");
    return whileRecorded(io, app, "a deploy", (held) => deploy(held, app, tag, processType));
  },
  stop: async (io, app, remove) => {
    const { stop } = await import("./lib/stop.ts");
    return whileDeploying(io, app, "a stop", (held) => stop(held, app, remove));
  },
  restore: async (io, app) => {
    const { restore } = await import("./lib/restore.ts");
    const started = await whileDeploying(io, app, "a restore", (held) => restore(held, app));
    if (!started.length) return;
    // Who pushes meanwhile does not wait for an app that never comes up.
    const { bringUp } = await import("./lib/bring-up.ts");
    await bringUp(io, app, started);
  },
  retire: async (io, app) => {
    await finishCutShort(io, app);
    const { retire, sweep } = await import("./lib/retire.ts");
    await retire(io, app);
    if (!app) await sweep(io);
  },
  status: async (io, app) => {
    const { statusOf } = await import("./lib/status.ts");
    const states = [...(await statusOf(io, app)).values()];
    const running = states.filter((state) => state === "running").length;
    return { count: states.length, running: running > 0 && (running === states.length || "mixed") };
  },
  isDeployed: ({ env }, app) => {
    const names = Object.keys(stateFiles(app, env));
    return names.some((name) => name.startsWith("CONTAINER.")) || existsSync(join(appRoot(app, env), "CONTAINER"));
  },
  logs: async (io, app, { type, index }, wanted) => {
    const { showLogs } = await import("./lib/logs.ts");
    const places = holders(app, io.env).filter((place) => !type || (place.type === type && (!index || place.index === index)));
    return showLogs(
      io,
      places.map((place) => ({ id: place.id, title: dyno(place) })),
      wanted,
    );
  },
  releaseLogs: async (io, app, version, { type, index }, wanted) => {
    const { releaseLogs } = await import("./lib/release-logs.ts");
    return releaseLogs(io, app, version, (place) => !type || (place.type === type && (!index || place.index === index)), wanted);
  },
  failedLogs: async (io, app) => {
    const { failedLogs } = await import("./lib/failure.ts");
    const text = readText(failedLogs(app, io.env));
    if (text) write(io, text);
    else trouble("No failed containers found");
  },
  inspect: async (io, app) => {
    const [{ docker }, { withoutSecrets }] = await Promise.all([import("./lib/docker.ts"), import("./lib/secrets.ts")]);
    const ids = holders(app, io.env).map(({ id }) => id);
    return ids.length ? withoutSecrets(JSON.parse(await docker(io, ["container", "inspect", ...ids]))) : undefined;
  },
  enter: async (io, app, target, command) => (await import("./lib/enter.ts")).enter(io, app, target, command),
  run: async (io, app, variables, command) => (await import("./lib/run.ts")).run(io, app, variables, command),
  runs: {
    list: async (io, app, format) => (await import("./lib/runs.ts")).listRuns(io, app, format),
    logs: async (io, app, container, wanted) => {
      const [{ namesOfRuns }, { showLogs }] = await Promise.all([import("./lib/runs.ts"), import("./lib/logs.ts")]);
      const names = await namesOfRuns(io, app, container);
      return showLogs(
        io,
        names.map((name) => ({ id: name, title: name.split(".").slice(-2).join(".") })),
        wanted,
      );
    },
    stop: async (io, app, container) => (await import("./lib/runs.ts")).stopRuns(io, app, container),
    retire: async (io, app) => (await import("./lib/runs.ts")).retireRuns(io, app),
  },
});

/** Takes deploys that were cut short to an end; the trouble of one is said and keeps none of the others. */
async function finishCutShort(io: Io, app: string | undefined): Promise<void> {
  const [{ unfinished }, { recover }] = await Promise.all([import("./lib/journal.ts"), import("./lib/recover.ts")]);
  for (const name of unfinished(io.env)) {
    if ((app && app !== name) || !isApp(name, io.env) || heldBy(deployLock(name, io.env))) continue;
    await whileDeploying(io, name, "a recovery", (held) => recover(held, name)).catch((error: unknown) =>
      trouble(`The deploy of ${name} that was cut short stays so: ${error instanceof Error ? error.message : error}`),
    );
  }
}
