import { join } from "node:path";
import { Exit } from "hokku";
import { readText } from "hokku/files";

/** What an old command is today: its words, given those that followed the old name. */
type Translate = (args: string[]) => string[];

/** Old names with a successor that takes the same arguments: `aliases` beside this folder, which the launcher reads too. */
const renamed = (readText(join(import.meta.dirname, "../aliases")) ?? "").split("\n").flatMap((line): [string, Translate][] => {
  const [old, ...words] = line.split(" ");
  return old ? [[old, (args) => [...words, ...args]]] : [];
});

/** Old names with a successor. Contract: the HISTORIC rows of Dokku's command table. */
export const today: ReadonlyMap<string, Translate> = new Map([
  ...renamed,
  ...Object.entries<Translate>({
    "docker-options": ([app, phase]) => [
      "docker-options:report",
      ...(app ? [app] : []),
      ...(phase ? [`--docker-options-${phase}`] : []),
    ],
    "ps:restart-policy": ([app = ""]) => ["ps:report", named("ps:restart-policy", app), "--ps-restart-policy"],
    "ps:set-restart-policy": ([app = "", ...policy]) => [
      "ps:set",
      named("ps:set-restart-policy", app),
      "restart-policy",
      ...policy,
    ],
    "nginx:build-config": ([app = ""]) => ["proxy:build-config", named("nginx:build-config", app)], // port and address came behind
    "tar:in": tarFromStdin("tar:in"),
    trace: ([to = ""]) => [`trace:${to === "off" ? "off" : "on"}`],
  }),
]);

/** Old names without one, and what to do instead. */
export const gone: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "backup:export": "copy the folders of DOKKU_ROOT and DOKKU_LIB_ROOT, and export services with their own commands",
    "backup:import": "put the folders of DOKKU_ROOT and DOKKU_LIB_ROOT back, then run: dokku ps:restore",
  }),
);

/** What comes as a tar on stdin, deployed or, for `build`, built. */
export function tarFromStdin(command: string): Translate {
  return ([app = ""]) => ["git:from-archive", "--archive-type", "tar", named(command, app), "--"];
}

function named(command: string, app: string): string {
  if (!app) throw new Exit(2, `${command}: <app> is missing`);
  return app;
}
