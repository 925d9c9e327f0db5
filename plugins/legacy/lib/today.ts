import { Exit } from "hokku";

/** What an old command is today: its words, given those that followed the old name. */
type Translate = (args: string[]) => string[];

const as =
  (...words: string[]): Translate =>
  (args) => [...words, ...args];

/** Old names with a successor. Contract: the HISTORIC rows of Dokku's command table. */
export const today: ReadonlyMap<string, Translate> = new Map(
  Object.entries({
    apps: as("apps:list"),
    build: tarFromStdin("build"),
    receive: tarFromStdin("receive"),
    delete: as("apps:destroy"),
    "deploy:all": as("ps:restart", "--all"),
    plugins: as("plugin:list"),
    "plugins-install": as("plugin:install"),
    "plugins-install-dependencies": as("plugin:install-dependencies"),
    "plugins-update": as("plugin:update"),
    "nginx:import-ssl": as("certs:add"),
    "nginx:build-config": as("proxy:build-config"),
    "nginx:enable": as("proxy:enable"),
    "nginx:disable": as("proxy:disable"),
    ls: as("ps:report"),
    domains: as("domains:report"),
    "domains:setup": as("domains:reset"),
    "certs:info": as("certs:report"),
    checks: as("checks:report"),
    proxy: as("proxy:report"),
    storage: as("storage:report"),
    "docker-options": ([app, phase]) => [
      "docker-options:report",
      ...(app ? [app] : []),
      ...(phase ? [`--docker-options-${phase}`] : []),
    ],
    ps: as("ps:report"),
    "ps:rebuildall": as("ps:rebuild", "--all"),
    "ps:restartall": as("ps:restart", "--all"),
    "ps:startall": as("ps:start", "--all"),
    "ps:stopall": as("ps:stop", "--all"),
    "ps:restart-policy": ([app = ""]) => ["ps:report", named("ps:restart-policy", app), "--ps-restart-policy"],
    "ps:set-restart-policy": ([app = "", ...policy]) => [
      "ps:set",
      named("ps:set-restart-policy", app),
      "restart-policy",
      ...policy,
    ],
    "tar:in": tarFromStdin("tar:in"),
    "tar:from": as("git:from-archive"),
    "proxy:ports": as("ports:list"),
    "proxy:ports-add": as("ports:add"),
    "proxy:ports-set": as("ports:set"),
    "proxy:ports-remove": as("ports:remove"),
    "proxy:ports-clear": as("ports:clear"),
    trace: ([to = ""]) => [`trace:${to === "off" ? "off" : "on"}`],
    "scheduler-k3s:cluster-add": as("scheduler-k3s:cluster:add"),
    "scheduler-k3s:cluster-list": as("scheduler-k3s:cluster:list"),
    "scheduler-k3s:cluster-remove": as("scheduler-k3s:cluster:remove"),
  }),
);

/** Old names without one, and what to do instead. */
export const gone: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "backup:export": "copy the folders of DOKKU_ROOT and DOKKU_LIB_ROOT, and export services with their own commands",
    "backup:import": "put the folders of DOKKU_ROOT and DOKKU_LIB_ROOT back, then run: dokku ps:restore",
  }),
);

function tarFromStdin(command: string): Translate {
  return ([app = ""]) => ["git:from-archive", "--archive-type", "tar", named(command, app), "--"];
}

function named(command: string, app: string): string {
  if (!app) throw new Exit(2, `${command}: <app> is missing`);
  return app;
}
