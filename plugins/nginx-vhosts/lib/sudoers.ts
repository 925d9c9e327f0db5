import type { Io } from "hokku";
import { nginxProgram } from "./program.ts";

const { existsSync } = process.getBuiltinModule("node:fs");

/**
 * The rules by which the apps' user may test and reload nginx, and nothing else. Contract: Dokku's `/etc/sudoers.d/dokku-nginx`,
 * of all years: plugins of 2013 to 2019 reload by the init script.
 */
export function sudoersText(env: Io["env"]): string {
  const program = nginxProgram(env);
  const name = program.endsWith("openresty") ? "openresty" : "nginx";
  const systemctl = existsSync("/usr/bin/systemctl") ? "/usr/bin/systemctl" : "/bin/systemctl";
  const actions = [
    ...["enable", "disable", "reload", "start", "stop", "is-active --quiet"].map((action) => `${systemctl} ${action} ${name}`),
    ...["reload", "start", "stop"].map((action) => `/etc/init.d/${name} ${action}, /usr/sbin/invoke-rc.d ${name} ${action}`),
  ];
  const tests = [
    program,
    `${program} -t`,
    `${program} -t -c *`,
    `${program} -t -T`,
    `${program} -s reload`,
    `${program} -s stop`,
  ];
  const [bare = "", ...rest] = tests;
  return `%${env.DOKKU_SYSTEM_GROUP ?? "dokku"} ALL=(root) NOPASSWD: ${[...actions, `${bare} ""`, ...rest].join(", ")}\n`;
}
