import { answer, type Command, command, Exit, type Io, write } from "hokku";
import { schedulerOf } from "hokku/deploy/deployed";
import { readText } from "hokku/files";
import { serves } from "./serves.ts";
import { vhostFile } from "./vhost-file.ts";

/** Declares `nginx:show-config`, also under its old name. */
export function showConfigCommand(name: string, hidden = false): Command<{ config: string }> {
  return command({
    name,
    hidden,
    summary: "Show the vhost of an app",
    reads: true,
    args: "<app>",
    examples: ["dokku nginx:show-config node-app"],
    run: async ({ words: { app }, io }) => ({ config: await configOf(io, app) }),
    text: ({ config }, io) => write(io, config),
  });
}

async function configOf(io: Io, app: string): Promise<string> {
  const scheduler = await schedulerOf(io, app);
  if (!/^(docker-local|null)$/.test(scheduler))
    return `${await answer(io, "scheduler-proxy-config", scheduler, app, await answer(io, "proxy-type", app))}\n`;
  if (!(await serves(io, app))) throw new Exit(1, `nginx is not the proxy of ${app}; see: dokku proxy:report ${app}`);
  const text = readText(vhostFile(app, io.env));
  if (text === undefined) throw new Exit(1, `No nginx.conf exists for ${app}; make it: dokku proxy:build-config ${app}`);
  return text;
}
