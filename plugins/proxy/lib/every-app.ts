import { type Command, command, Exit, type Io } from "hokku";
import { existingApp } from "hokku/apps";
import { visibleApps } from "hokku/visible-apps";

/** Declares `proxy:<verb> [--all|<app>]`. One app's trouble is said at the end and does not stop the others. */
export function everyApp(
  verb: string,
  summary: string,
  act: (io: Io, app: string) => Promise<void>,
): Command<{ apps: string[] }> {
  const name = `proxy:${verb}`;
  return command({
    name,
    summary,
    args: "[<app>]",
    app: "any",
    flags: {
      all: { type: "boolean", summary: "for all apps" },
      parallel: {
        type: "number",
        value: "N",
        summary: "accepted for Dokku's sake: apps are done one after another, which takes milliseconds each",
      },
    },
    examples: [`dokku ${name} web`, `dokku ${name} --all`],
    run: async ({ words: { app }, flags: { all }, io }) => {
      if (!app && !all) throw new Exit(2, `${name}: name an app, or --all`);
      const apps = all ? await visibleApps(io) : [existingApp(app ?? "", io.env)];
      const failed: string[] = [];
      for (const one of apps)
        await act(io, one).catch(
          (error: unknown) => void failed.push(`${one}: ${error instanceof Error ? error.message : error}`),
        );
      if (failed.length) throw new Exit(1, failed.join("\n"));
      return { apps };
    },
    text: () => {},
  });
}
