#!/usr/bin/env hokku
import { mkdirSync } from "node:fs";
import { hook } from "hokku";
import { apps } from "hokku/apps";
import { replaceFile } from "hokku/files";
import { properties } from "hokku/properties";
import { storageRoot } from "./lib/entry.ts";
import { migrate } from "./lib/migrate.ts";
import { HELPER } from "./lib/owner.ts";

/** Makes the storage root, lets our group change owners in it, and takes over the mounts of a Dokku before 0.38. */
export default hook("install", async (io) => {
  mkdirSync(storageRoot(io.env), { recursive: true, mode: 0o755 });
  const isHost = io.env.DOKKU_LIB_ROOT === "/var/lib/dokku" && process.getuid?.() === 0;
  if (isHost)
    replaceFile("/etc/sudoers.d/dokku-storage", `%${io.env.DOKKU_SYSTEM_GROUP} ALL=(root) NOPASSWD: ${HELPER} *\n`, 0o440);
  for (const app of apps(io.env)) if (!properties("storage", io.env).get(app, "legacy-mounts-migrated")) await migrate(io, app);
});
