import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Place } from "./place.ts";
import { endProcesses } from "./processes.ts";
import { dokku, output } from "./programs.ts";
import { say } from "./talk.ts";

/** Stops the apps and daemons of a quickstart, as far as they run; with `purge` the apps are destroyed. */
export async function stop(at: Place, purge: boolean): Promise<void> {
  const tried = async (text: string, ...args: string[]) => {
    say(text);
    await dokku(at, ...args).catch((error: Error) => say(`That did not work: ${error.message}`));
  };
  await tried("Stopping the SSH server", "ssh-server:stop", "--force");
  const running: string[] = [];
  for (const app of await apps(at)) {
    if (purge) await tried(`Destroying the app ${app}`, "apps:destroy", app, "--force");
    else if (await runs(app)) {
      running.push(app);
      await tried(`Stopping the app ${app}`, "ps:stop", app);
    }
  }
  if (running.length) writeFileSync(at.stopped, `${running.join("\n")}\n`);
  await tried("Stopping the port proxy", "port-proxy:stop");
  if (purge) await endProcesses(at.root);
}

/** Starts again what `stop` has stopped. */
export async function startAgain(at: Place): Promise<void> {
  if (!existsSync(at.stopped)) return;
  const known = await apps(at);
  for (const app of readFileSync(at.stopped, "utf8")
    .split("\n")
    .filter((name) => known.includes(name))) {
    say(`Starting the app ${app} again`);
    await dokku(at, "ps:start", app);
  }
  rmSync(at.stopped);
}

async function apps(at: Place): Promise<string[]> {
  const listed = await dokku(at, "--quiet", "apps:list").catch(() => "");
  return listed.split("\n").filter(Boolean);
}

const runs = async (app: string): Promise<boolean> =>
  (await output("docker", ["ps", "--quiet", "--filter", `label=com.dokku.app-name=${app}`]).catch(() => "")) !== "";
