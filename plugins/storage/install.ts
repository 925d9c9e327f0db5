#!/usr/bin/env hokku
import { dirname, join } from "node:path";
import { hook, type Io } from "hokku";
import { apps } from "hokku/apps";
import { replaceFile } from "hokku/files";
import { properties } from "hokku/properties";
import { registry, storageRoot } from "./lib/entry.ts";
import { migrate, migrations } from "./lib/migrate.ts";
import { HELPERS } from "./lib/owner.ts";

const { chownSync, mkdirSync, readdirSync, statSync } = process.getBuiltinModule("node:fs");

/** Makes the storage root, lets our group change owners in it, and takes over the mounts of a Dokku before 0.38. */
export default hook("install", async (io) => {
  for (const folder of [storageRoot(io.env), registry(io.env), migrations(io.env)])
    mkdirSync(folder, { recursive: true, mode: 0o755 });
  const isHost = io.env.DOKKU_LIB_ROOT === "/var/lib/dokku" && process.getuid?.() === 0;
  const rules = HELPERS.map((helper) => `%${io.env.DOKKU_SYSTEM_GROUP} ALL=(root) NOPASSWD: ${helper} *\n`).join("");
  if (isHost) replaceFile("/etc/sudoers.d/dokku-storage", rules, 0o440);
  try {
    for (const app of apps(io.env)) if (!properties("storage", io.env).get(app, "legacy-mounts-migrated")) await migrate(io, app);
  } finally {
    if (process.getuid?.() === 0) giveBack(io.env);
  }
});

/** Root has made these; who owns the apps works with them. What lies in the storage root belongs to the apps in containers. */
function giveBack(env: Io["env"]): void {
  const { uid, gid } = statSync(env.DOKKU_ROOT ?? "");
  const files = readdirSync(registry(env)).map((name) => join(registry(env), name));
  for (const path of [storageRoot(env), dirname(registry(env)), registry(env), migrations(env), ...files])
    chownSync(path, uid, gid);
}
