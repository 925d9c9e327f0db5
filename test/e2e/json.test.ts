import { spawnSync } from "node:child_process";
import t from "tap";
import { declaredCommands } from "../../scripts/lib/declared.ts";
import { called, complaint, stubbed, wordsFor } from "../lib/json-contract.ts";
import { app, gone, settled } from "./apps.ts";

/** What these would need is not there: an archive, a certificate, a registry, a running nginx or Vector, a yes to a question. */
const ERRORS = `
  apps:create apps:destroy buildpacks:detect buildpacks:remove builds:info builds:set caddy:logs caddy:set caddy:start certs:add certs:show certs:update config:get
  config:import cron:resume cron:run cron:suspend domains:remove domains:remove-global git:allow-host git:from-archive git:from-image git:load-image git:sync
  haproxy:logs haproxy:set haproxy:start
  letsencrypt:cleanup letsencrypt:disable letsencrypt:enable letsencrypt:revoke logs:vector-logs logs:vector-start network:destroy nginx:access-logs nginx:error-logs nginx:reload nginx:show-config
  nginx:start nginx:stop openresty:logs openresty:start plugin:disable plugin:enable plugin:install plugin:install-dependencies plugin:link plugin:new plugin:test plugin:uninstall
  plugin:update ports:list ps:rebuild registry:login registry:logout repo:gc ssh-keys:add ssh-keys:list storage:annotations:set
  storage:destroy traefik:logs traefik:set traefik:start
`;

t.test("case 25: --json of every command about an app that runs: it answers, but for those that cannot here", async (t) => {
  const r = settled(t);
  const a = app(t, r, "json");
  a.build("one", { procfile: "web: httpd -f -p $PORT -h /www\n" });
  r.put(`home/${a.name}/HEAD`, "");
  r.put("lib/plugins/enabled/greet/plugin.toml", "");
  t.equal((await a.deploy()).code, 0);
  stubbed(r, ["nginx", "sudo", "systemctl", "apt-get", "usermod", "visudo"]);
  t.teardown(() => spawnSync("docker", ["network", "rm", a.name]));
  // What apps:clone makes, and apps:rename after it.
  for (const hint of ["json-fresh", "json-fresher"]) gone(t, `t${process.pid}-${hint}`);
  const failed: string[] = [];
  for (const declaration of await declaredCommands()) {
    const words = wordsFor(declaration).map((word) => word.replace(/^(web|one)$/, a.name).replace(/^fresh/, `${a.name}-fresh`));
    const ran = await called(r, words);
    t.equal(complaint(declaration, ran), "", words.join(" "));
    if (ran.code !== 0 && declaration.json !== "none") failed.push(declaration.name);
  }
  t.strictSame(failed, ERRORS.trim().split(/\s+/), "all others answer");
});
