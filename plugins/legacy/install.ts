#!/usr/bin/env hokku
import { join } from "node:path";
import { hook } from "hokku";
import { replaceFile } from "hokku/files";

const { existsSync, readdirSync } = process.getBuiltinModule("node:fs");

/**
 * Where a plugin from before 0.4 is there, the apps' user may give docker0 the address that Docker had until 1.9, and nothing else:
 * such plugins publish ports on it, and lib/docker-words.bash asks for it then.
 */
export default hook("install", ({ env }) => {
  const { PLUGIN_PATH = "", DOKKU_SYSTEM_GROUP = "dokku" } = env;
  if (env.DOKKU_ROOT !== "/home/dokku" || process.getuid?.() !== 0 || !hasEarlyPlugin(PLUGIN_PATH)) return;
  const ip = ["/usr/bin/ip", "/bin/ip", "/usr/sbin/ip", "/sbin/ip"].find((file) => existsSync(file));
  if (ip) replaceFile("/etc/sudoers.d/dokku-legacy", `%${DOKKU_SYSTEM_GROUP} ALL=(root) NOPASSWD: ${ip} ${WORDS}\n`, 0o440);
});

const WORDS = "address add 172.17.42.1/32 dev docker0";

/** Whether one lies in the plugins folder itself, where they were cloned to; ours and today's have a plugin.toml. */
function hasEarlyPlugin(folder: string): boolean {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const plugins = names.filter((name) => existsSync(join(folder, name, "commands")));
  return plugins.some((name) => !existsSync(join(folder, name, "plugin.toml")));
}
